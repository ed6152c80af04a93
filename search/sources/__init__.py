"""What can be found: one file per kind says which rows, and what is stored of each."""
