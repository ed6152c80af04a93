"""What the desk shows of work orders, and how tables of them come in."""
