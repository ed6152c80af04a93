"""Looking a text through for the words of the editors' lists.

Every word is kept under its first character with its length, so that the time grows with the
text and hardly with the number of words. Texts and words are folded alike: width and case do
not count, nor do blanks within a line, so that setting a word with spaces hides nothing.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max, Q

from suggestions.handling.words.word_list import Treatment, Word, WordList

Lengths = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a list between two places of a text."""

    word: str
    treatment: Treatment
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """All words in use, with what is done about each."""

    words: Mapping[str, Treatment]
    lengths: Lengths
    """By first character: the lengths of its words, the longest first."""


def look_up(text: str) -> list[Found]:
    """The words of lists in use that `text` holds, from left to right.

    A word that lies within an allowed one is not found. One query, unless a list changed.
    """
    return look_up_all([text])[0]


def look_up_all(texts: Iterable[str], *, wanted: Treatment | None = None) -> list[list[Found]]:
    """The same of each of `texts`, in their order; one query for all of them.

    Nothing is looked for, so that an import stays fast, where no list has words of `wanted`.
    """
    vocabulary = _vocabulary(_version())
    if wanted is not None and wanted not in vocabulary.words.values():
        return [[] for _text in texts]
    return [_found(text, vocabulary) for text in texts]


def _found(text: str, vocabulary: Vocabulary) -> list[Found]:
    if not vocabulary.words:
        return []
    found = list(_matches(text, vocabulary))
    allowed = [each for each in found if each.treatment == Treatment.ALLOW]
    return [each for each in found if each in allowed or not _within(each, allowed)]


def fold(text: str) -> str:
    """`text` as words are kept and compared: NFKC, lower case, no blanks within a line."""
    return "".join(letter for letter, _place in _folded(text))


def _within(found: Found, allowed: list[Found]) -> bool:
    return any(each.start <= found.start and found.end <= each.end for each in allowed)


def _matches(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    letters = _folded(text)
    folded = "".join(letter for letter, _place in letters)
    for start, first in enumerate(folded):
        for length in vocabulary.lengths.get(first, ()):
            word = folded[start : start + length]
            treatment = vocabulary.words.get(word)
            if treatment and len(word) == length:
                end = letters[start + length - 1][1] + 1
                yield Found(word, treatment, letters[start][1], end)


def _folded(text: str) -> list[tuple[str, int]]:
    """The folded characters, each with its place in `text`."""
    return [
        (letter, place) for place, character in enumerate(text) for letter in _fold_one(character)
    ]


@lru_cache(maxsize=20_000)
def _fold_one(character: str) -> str:
    if character == "\n":
        return character
    return "".join(unicodedata.normalize("NFKC", character).lower().split())


def _version() -> tuple[datetime | None, int]:
    """When a list in use was last changed, and how many there are."""
    said = WordList.objects.aggregate(
        last=Max("changed_at"), count=Count("pk", filter=Q(in_use=True))
    )
    return said["last"], said["count"]


@lru_cache(maxsize=1)
def _vocabulary(version: tuple[datetime | None, int]) -> Vocabulary:
    """The words in use; read again when `version` is another. Where two lists differ, sealing
    goes before holding, holding before masking, and masking before allowing.
    """
    rank = [Treatment.ALLOW, Treatment.MASK, Treatment.HOLD, Treatment.SEAL]
    rows = Word.objects.filter(word_list__in_use=True)
    pairs = rows.values_list("word", "word_list__treatment").iterator()
    words: dict[str, Treatment] = {}
    lengths: dict[str, set[int]] = defaultdict(set)
    for word, name in pairs:
        treatment = Treatment(name)
        if word not in words or rank.index(treatment) > rank.index(words[word]):
            words[word] = treatment
        lengths[word[0]].add(len(word))
    by_first = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
    return Vocabulary(words, by_first)
