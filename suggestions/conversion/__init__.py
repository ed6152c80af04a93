"""Golden ideas and what is being done about them."""
