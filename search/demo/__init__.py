"""The demo: an invented city with people, calls and suggestions, made by the product's functions."""
