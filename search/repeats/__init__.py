"""Repeats at the desks: what was said before, and how good its warning is."""
