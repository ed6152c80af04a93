"""Clocks on the desk."""
