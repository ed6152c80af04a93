"""Journeys in a real Chromium; every page on the way is looked at, and measured by axe."""
