"""The pages of the figures in the admin."""
