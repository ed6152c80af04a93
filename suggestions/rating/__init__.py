"""Rating: authors are asked whether they were answered and whether it was done."""
