"""Duties: who handles a suggestion, who helps, and what they say about it to each other."""
