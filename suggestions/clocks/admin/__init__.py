"""Screens for standards, their rules and their uses."""
