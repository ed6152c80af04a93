"""Yearly lists of practical commitments (十件实事), made of actions."""
