"""The pages for lists in the admin."""
