"""Review: rounds, assignments, scores, ranking and the panel's decisions."""
