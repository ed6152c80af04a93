"""Pages of the contact log in the admin."""
