"""What a process knows of the vocabulary: read once for each edition, and used by all queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from time import monotonic

from search.vocabulary.edition import present_edition
from search.vocabulary.picks import Pick, picks_of
from search.vocabulary.synonyms import SynonymGroup, synonyms_of
from search.vocabulary.terms import TermList, public_terms

OLDEST = 600.0
"""Seconds after which it is read anew in any case, should a change have told nobody."""


@dataclass(frozen=True)
class Vocabulary:
    """Synonyms and picks by spelled words; topics and laws are read when first asked for."""

    synonyms: Mapping[str, tuple[str, ...]]
    picks: Mapping[str, Sequence[int]]

    @cached_property
    def terms(self) -> TermList:
        """Topics and names of laws."""
        return TermList(public_terms())


_lock = Lock()
_read: tuple[str, float, Vocabulary] | None = None


def vocabulary() -> Vocabulary:
    """The vocabulary in force; one short query, unless it has changed."""
    global _read
    edition, kept = present_edition(), _read
    if kept and kept[0] == edition and monotonic() - kept[1] < OLDEST:
        return kept[2]
    fresh = Vocabulary(
        synonyms=synonyms_of(SynonymGroup.objects.values_list("words", flat=True)),
        picks=picks_of(list(Pick.objects.values_list("pk", "queries"))),
    )
    with _lock:
        _read = (edition, monotonic(), fresh)
    return fresh


def forget() -> None:
    """Read it anew the next time; for tests."""
    global _read
    with _lock:
        _read = None
