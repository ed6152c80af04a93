"""The text a reviewer judges: its fingerprint, and how a blind round shows it."""

import hashlib
import re
from collections.abc import Iterable

from suggestions.suggestion import Suggestion

MASK = "某某"
LEAST_MASKED = 2
"""Shorter names are left: one character would be struck out of ordinary words."""


def text_hash(suggestion: Suggestion) -> str:
    """SHA-256 (hexadecimal) of title, problem and proposal."""
    text = "\0".join((suggestion.title, suggestion.problem, suggestion.proposal))
    return hashlib.sha256(text.encode()).hexdigest()


def masked(text: str, suggestion: Suggestion) -> str:
    """`text` with the author's names, where they occur, replaced; one query for an account."""
    return without_names(text, names_of(suggestion))


def names_of(suggestion: Suggestion) -> set[str]:
    """What the author is called: the name that was given, and that of the account."""
    names = {suggestion.author_name.strip()}
    if suggestion.author is not None:
        names.add(suggestion.author.name.strip())
    return names - {""}


def without_names(text: str, names: Iterable[str]) -> str:
    """`text` with these names replaced, even if they are written with space in between."""
    for name in sorted(names, key=len, reverse=True):
        letters = [re.escape(letter) for letter in name if not letter.isspace()]
        if len(letters) >= LEAST_MASKED:
            text = re.sub(r"\s*".join(letters), MASK, text)
    return text
