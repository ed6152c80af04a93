"""The pages on which system administrators keep connected systems and their keys."""
