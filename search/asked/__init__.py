"""What is searched for: counts per day that keep no person, and the editors' report of them."""
