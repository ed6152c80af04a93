"""Suggestions that were taken in elsewhere and arrive as a table."""
