"""What the public sees of systemic issues."""
