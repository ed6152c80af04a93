"""Desks in the Wagtail admin: rounds for editors and chairs, a queue for reviewers."""
