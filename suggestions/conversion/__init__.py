"""Conversion: golden ideas, what is done about them, and what came of it."""
