"""Completion: what people may be about to type, from what the public can find."""
