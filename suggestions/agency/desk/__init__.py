"""What the desk shows of agents and their work."""
