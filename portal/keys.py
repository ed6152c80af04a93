"""Keys: the numbers of rows that come back from a browser."""

from collections.abc import Iterable

LONGEST = 18
"""Digits that every database still takes for a number of a row."""


def key_in(text: str) -> int:
    """The number that `text` is; 0, which no row has, if it is anything else."""
    if not text.isascii() or not text.isdecimal() or len(text) > LONGEST:
        return 0
    return int(text)


def keys_in(texts: Iterable[str]) -> list[int]:
    """The numbers among `texts`, in their order."""
    return [key for text in texts if (key := key_in(text))]
