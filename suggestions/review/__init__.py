"""Rounds, assignments, scores, ranking and decisions."""
