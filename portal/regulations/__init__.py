"""Laws and regulations: read from text, kept as dated versions with addressable articles."""
