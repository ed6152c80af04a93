"""Delegation: a colleague acts for somebody who is absent."""
