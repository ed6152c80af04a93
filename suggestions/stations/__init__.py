"""Stations: the clerk's page that works without a network, and where it sends to."""
