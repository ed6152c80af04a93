"""Expanding: a query that holds a word with synonyms asks for any of them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from search.queries.words import Clause, Words
from search.vocabulary.synonyms import JOIN, spelled

Synonyms = Mapping[str, tuple[str, ...]]


def expanded(words: Words, synonyms: Synonyms) -> Words:
    """`words` with alternatives where a synonym is known; else the very same.

    What stands in quotes is meant as it stands.
    """
    if not synonyms or not words:
        return words
    wanted = tuple(part for clause in words.wanted for part in _parts(clause, synonyms))
    return words if wanted == words.wanted else replace(words, wanted=wanted)


def _parts(clause: Clause, synonyms: Synonyms) -> list[Clause]:
    """The known words of a clause, with their synonyms, and what stands between them."""
    if clause.is_phrase:
        return [clause]
    text = spelled(clause.text)
    parts: list[Clause] = []
    place = 0
    for start, end in _known(text, synonyms):
        parts += _rest(text[place:start])
        parts.append(Clause(_read(text[start:end]), alternatives=synonyms[text[start:end]]))
        place = end
    return [*parts, *_rest(text[place:])] if place else [clause]


def _known(text: str, synonyms: Synonyms) -> list[tuple[int, int]]:
    """Where known words stand, from the left, the longest first."""
    longest = max(map(len, synonyms))
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        ends = range(min(place + longest, len(text)), place, -1)
        end = next((e for e in ends if text[place:e] in synonyms and _whole(text, place, e)), 0)
        if end:
            found.append((place, end))
        place = end or place + 1
    return found


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number is cut; Chinese may be cut anywhere."""
    return _is_edge(text, start) and _is_edge(text, end)


def _is_edge(text: str, place: int) -> bool:
    around = text[max(place - 1, 0) : place + 1]
    return len(around) < 2 or not re.fullmatch(r"[^\W_]{2}", around, re.ASCII)


def _rest(text: str) -> list[Clause]:
    return [Clause(_read(text))] if text.strip(JOIN) else []


def _read(text: str) -> str:
    return text.replace(JOIN, " ").strip()
