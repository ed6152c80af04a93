"""The desk of commendations in the admin."""
