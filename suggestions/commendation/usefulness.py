"""Usefulness: what an author's golden ideas were worth within a period, as whole points.

The points of one idea at a moment t are

    v(t) = a(t) + c(t)
    a(t): 2 if it was adopted by then, 1 if in part, else 0
    c(t): 3 if it was carried out by then, 1 if in part, else 0 (also once it lapsed)

and within a period from s to e (e not included) they are v(e) - v(s). So the quarters of a
year add up to the year, an idea adopted in one period and carried out in another counts once
in each, and what lapses after it was carried out in part loses a point again.

Suggestions that say the same (links with the verdict "same", however many in a row) are one
idea: its points are those of the member worth most, and they go to the author of the member
that came first. Withdrawn members count for nothing. An author's usefulness is the sum over
their ideas; who has no account is known by the one suggestion only.

The figure orders a list for staff. It is never public.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from portal.organisation.unit import Unit
from suggestions.history import Entry, Event
from suggestions.repeats.link import Link, Verdict
from suggestions.states import CONCLUSIONS, Classification, State
from suggestions.suggestion import Suggestion

ADOPTION_POINTS = {State.ADOPTED: 2, State.PARTLY_ADOPTED: 1}
CONCLUSION_POINTS = {State.CONVERTED: 3, State.PARTLY_CONVERTED: 1, State.LAPSED: 0}
COUNTED = frozenset(ADOPTION_POINTS) | CONCLUSIONS
"""The moves that change what an idea is worth."""

Moves = Mapping[int, list[tuple[datetime, str]]]


@dataclass
class Useful:
    """One author's ideas of a period: whose, worth how much, how many of each outcome."""

    first: Suggestion
    points: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(sorted(COUNTED), 0))
    grounds: list[Suggestion] = field(default_factory=list)


def useful_authors(unit: Unit, period: tuple[datetime, datetime]) -> list[Useful]:
    """The authors of `unit` and below whose ideas were worth something, most useful first.

    Equal ones stand in the order in which their first suggestion came.
    """
    start, end = period
    moves = moves_within(unit, end)
    ideas = [idea for idea in group_same(moves) if gain(idea, moves, start, end)]
    firsts = first_of_each(ideas)
    found: dict[object, Useful] = {}
    for idea in ideas:
        first = firsts.get(idea)
        if first is not None:
            useful = found.setdefault(author_key(first), Useful(first))
            add(useful, first, idea, moves, start, end)
    worth = [useful for useful in found.values() if useful.points > 0]
    return sorted(worth, key=lambda one: (-one.points, one.first.submitted_at, one.first.pk))


def moves_within(unit: Unit, end: datetime) -> Moves:
    """The moves that count, by suggestion of `unit` and below, oldest first, before `end`."""
    rows = Entry.objects.filter(
        event=Event.MOVED,
        after__in=COUNTED,
        at__lt=end,
        suggestion__unit__path__startswith=unit.path,
        suggestion__classification=Classification.SUGGESTION,
    ).exclude(suggestion__state=State.WITHDRAWN)
    moves: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for key, at, after in rows.order_by("at", "pk").values_list("suggestion", "at", "after"):
        moves[key].append((at, after))
    return moves


def group_same(moves: Moves) -> list[frozenset[int]]:
    """The ideas behind these suggestions: each a set of suggestions that say the same."""
    parent: dict[int, int] = {}

    def root(key: int) -> int:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    pairs = Link.objects.filter(verdict=Verdict.SAME).order_by()
    for later, earlier in pairs.values_list("later", "earlier"):
        parent[root(later)] = root(earlier)
    groups: dict[int, set[int]] = defaultdict(set)
    for key in (*parent, *moves):
        groups[root(key)].add(key)
    return [frozenset(group) for group in groups.values() if not group.isdisjoint(moves)]


def gain(idea: Iterable[int], moves: Moves, start: datetime, end: datetime) -> int:
    """The points of `idea` within the period: v(end) - v(start)."""
    members = [moves[key] for key in idea if key in moves]
    return max(worth(m, end) for m in members) - max(worth(m, start) for m in members)


def worth(moved: list[tuple[datetime, str]], until: datetime) -> int:
    """v(until) of one suggestion, from its moves, oldest first."""
    adoption = conclusion = 0
    for at, after in moved:
        if at >= until:
            break
        adoption = ADOPTION_POINTS.get(State(after), adoption)
        conclusion = CONCLUSION_POINTS.get(State(after), conclusion)
    return adoption + conclusion


def first_of_each(ideas: Iterable[frozenset[int]]) -> dict[frozenset[int], Suggestion]:
    """The suggestion of each idea that came first; ideas with none left are missing."""
    keys = {key for idea in ideas for key in idea}
    usable = ~Q(state=State.WITHDRAWN) & Q(classification=Classification.SUGGESTION)
    rows: dict[int, Suggestion] = {}
    for batch in batches(sorted(keys)):
        rows |= {row.pk: row for row in Suggestion.objects.filter(usable, pk__in=batch)}
    firsts = {}
    for idea in ideas:
        members = [rows[key] for key in idea if key in rows]
        if members:
            firsts[idea] = min(members, key=lambda row: (row.submitted_at, row.pk))
    return firsts


def batches(keys: list[int], size: int = 500) -> Iterable[list[int]]:
    """`keys` in portions that every database takes as parameters."""
    return (keys[start : start + size] for start in range(0, len(keys), size))


def add(
    useful: Useful,
    first: Suggestion,
    idea: frozenset[int],
    moves: Moves,
    start: datetime,
    end: datetime,
) -> None:
    """Count one idea for its author."""
    useful.points += gain(idea, moves, start, end)
    useful.grounds.append(first)
    if (first.submitted_at, first.pk) < (useful.first.submitted_at, useful.first.pk):
        useful.first = first
    best = max((moves[key] for key in idea if key in moves), key=lambda m: worth(m, end))
    for at, after in best:
        if start <= at < end:
            useful.counts[after] += 1


def author_key(suggestion: Suggestion) -> object:
    """Whose suggestion it is: the account; for guests the suggestion alone."""
    return suggestion.author_id or f"guest {suggestion.pk}"
