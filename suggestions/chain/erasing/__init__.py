"""Erasing a person's data: what is removed, how it is logged, and that it stays removed."""
