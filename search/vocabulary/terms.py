"""Terms: topics and names of laws, which everybody types and which are public by themselves."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.models import RegulationPage, Topic
from portal.regulations.naming import STATE, law_key
from search.completion.keys import keys, starts
from search.queries.law_names import SHORT_NAMES


class TermKind(StrEnum):
    """What a term is."""

    TOPIC = "topic"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Term:
    """A name as it is shown; `code` and `depth` (from 1) are a topic's."""

    label: str
    kind: TermKind
    code: str = ""
    depth: int = 0


class TermList:
    """Terms with their keys in order, to be asked by the beginning of one."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Cut the names and sort the keys."""
        self.terms = tuple(terms)
        pairs = [(key, place) for place, term in enumerate(self.terms) for key in _keys(term)]
        self._pairs = sorted(pairs)

    def top_topics(self) -> list[Term]:
        """The topics of the first level, in their order."""
        return [term for term in self.terms if term.depth == 1]

    def beginning_with(self, typed: str) -> list[Term]:
        """The terms kept under a key that begins with `typed`, the shortest first."""
        found: dict[Term, None] = {}
        for number in range(bisect_left(self._pairs, (typed, -1)), len(self._pairs)):
            key, place = self._pairs[number]
            if not key.startswith(typed):
                break
            found[self.terms[place]] = None
        return sorted(found, key=lambda term: (term.kind != TermKind.TOPIC, len(term.label)))


def public_terms() -> list[Term]:
    """All topics, and the laws with a page that any visitor may read."""
    topics = Topic.objects.order_by("path").values_list("name", "code", "depth")
    laws = RegulationPage.objects.live().public().order_by("title").values_list("title", flat=True)
    names = dict.fromkeys(law_key(title) for title in laws)
    return [
        *(Term(name, TermKind.TOPIC, code, depth) for name, code, depth in topics),
        *(Term(name, TermKind.LAW) for name in names),
    ]


def _keys(term: Term) -> Sequence[str]:
    """A law is also found by its full name and by those that are short for it."""
    names = [term.label]
    if term.kind == TermKind.LAW:
        names += [f"{STATE}{term.label}", *_short_names(term.label)]
    return list(dict.fromkeys(key for name in names for key in keys(starts(name))))


def _short_names(law: str) -> list[str]:
    return [short for short, full in SHORT_NAMES.items() if full == law]
