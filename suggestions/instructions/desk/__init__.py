"""The desk of leaders' instructions and special reports in the admin."""
