"""The life of one suggestion, from intake to what became of it."""
