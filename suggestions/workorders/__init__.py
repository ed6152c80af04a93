"""Work orders of a hotline such as 12345: they come in, and their status goes back."""
