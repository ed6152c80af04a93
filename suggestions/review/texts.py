"""The text a reviewer judges: its fingerprint, and how a blind round shows it."""

import hashlib

from suggestions.suggestion import Suggestion

MASK = "某某"
LEAST_MASKED = 2
"""Shorter names are left: one character would be struck out of ordinary words."""


def text_hash(suggestion: Suggestion) -> str:
    """SHA-256 (hexadecimal) of title, problem and proposal."""
    text = "\0".join((suggestion.title, suggestion.problem, suggestion.proposal))
    return hashlib.sha256(text.encode()).hexdigest()


def masked(text: str, suggestion: Suggestion) -> str:
    """`text` with the author's name, where it occurs, replaced."""
    name = suggestion.author_name.strip()
    return text.replace(name, MASK) if len(name) >= LEAST_MASKED else text
