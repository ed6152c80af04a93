"""Screening, publication and what offices do with a suggestion."""
