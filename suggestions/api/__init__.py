"""Other systems: their keys, what they hand in, and what they may ask."""
