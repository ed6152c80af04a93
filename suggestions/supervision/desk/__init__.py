"""Pages of supervision in the admin."""
