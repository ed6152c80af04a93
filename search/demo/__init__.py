"""The demo: an invented city with people, calls and suggestions, made by product functions."""
