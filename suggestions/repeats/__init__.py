"""Repeats: what people have decided about two suggestions that look alike."""
