"""Pages of systemic issues in the admin."""
