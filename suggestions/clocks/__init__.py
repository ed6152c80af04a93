"""Clocks: what is due when, by which rule, and whether it was kept."""
