"""The pages of papers in the admin."""
