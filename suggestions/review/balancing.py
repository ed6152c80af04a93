"""Sharing out the work: who reads what, as a small optimisation.

The objective, in this order:

1. nobody reads what a conflict of interest keeps them from;
2. every suggestion gets as many different reviewers as the round wants, as far as conflicts and
   what a reviewer can take at most allow;
3. the sum of the squared loads is least, so that loads differ by no more than one wherever
   conflicts allow that;
4. under these loads as many reviews as possible are made by someone whose field it is.

A first share by least load is improved along paths that take one suggestion from a fuller
reviewer and end at an emptier one; where there is no such path, the loads are optimal (Harvey,
Ladner, Lovász and Tamir, Semi-matchings for bipartite graphs and load balancing, Journal of
Algorithms 59, 2006). For the fields see `matching`.
"""

import heapq
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from suggestions.review.holding import NOBODY, Blocked, Holding, Share, Step, loads_of
from suggestions.review.matching import Fitting, match, swap

__all__ = ["Blocked", "Share", "Wishes", "loads_of", "share_out"]


@dataclass(frozen=True)
class Wishes:
    """What a share takes into account besides conflicts; all of it by key."""

    fitting: Fitting = field(default_factory=dict)
    """Whose field a suggestion is."""
    room: Mapping[int, int] = field(default_factory=dict)
    """The most suggestions for a reviewer, those they have already included."""
    loads: Mapping[int, int] = field(default_factory=dict)
    """What reviewers have already."""
    read_by_all: Collection[int] = NOBODY
    """Suggestions that every reviewer without a conflict gets: the calibration set."""


def share_out(
    suggestions: Sequence[int],
    reviewers: Sequence[int],
    blocked: Blocked,
    per_suggestion: int,
    *,
    seed: int,
    wishes: Wishes | None = None,
) -> Share:
    """The reviewers of every suggestion; the same input and seed give the same share.

    A suggestion with fewer reviewers to be had than `per_suggestion` gets all of them.
    """
    wishes = wishes or Wishes()
    work = _Work(suggestions, reviewers, blocked, per_suggestion, seed, wishes)
    holding = work.shared({})
    if wishes.fitting:
        # A second time, now knowing how much everybody can come to: the fields first.
        holding = work.shared(holding.loads)
        swap(holding, wishes.fitting)
    return {suggestion: holding.share.get(suggestion, []) for suggestion in work.order}


@dataclass(frozen=True)
class _Work:
    suggestions: Sequence[int]
    reviewers: Sequence[int]
    blocked: Blocked
    per_suggestion: int
    seed: int
    wishes: Wishes

    def __post_init__(self) -> None:
        """Shuffle, then put those with most conflicts first."""
        dice = random.Random(self.seed)  # noqa: S311 - repeatable on purpose, nothing secret
        order = list(self.suggestions)
        dice.shuffle(order)
        order.sort(key=lambda suggestion: -len(self.blocked.get(suggestion, ())))
        object.__setattr__(self, "order", order)

    order: list[int] = field(init=False, default_factory=list)

    def shared(self, targets: Mapping[int, int]) -> Holding:
        """The share; with `targets` (loads) whoever knows the field is asked first."""
        wishes = self.wishes
        holding = Holding(self.reviewers, self.blocked, loads=wishes.loads, room=wishes.room)
        for suggestion in self.order:
            if suggestion in wishes.read_by_all:
                for reviewer in holding.takers(suggestion):
                    holding.give(suggestion, reviewer)
        rest = [one for one in self.order if one not in wishes.read_by_all]
        if targets:
            match(holding, rest, wishes.fitting, self.per_suggestion, targets, seed=self.seed)
        self._fill(holding, rest)
        _even_out(holding, wishes)
        return holding

    def _fill(self, holding: Holding, suggestions: Sequence[int]) -> None:
        """The least loaded with room for each suggestion, then ways to make room."""
        dice = random.Random(self.seed)  # noqa: S311 - see above
        for suggestion in suggestions:
            missing = self.per_suggestion - len(holding.share.get(suggestion, ()))
            if missing <= 0:
                continue
            by_load = [
                (holding.loads[reviewer], dice.random(), reviewer)
                for reviewer in holding.takers(suggestion)
                if holding.has_room(reviewer)
            ]
            for entry in heapq.nsmallest(missing, by_load):
                holding.give(suggestion, entry[2])
        if self.wishes.room:
            self._make_room(holding, suggestions)

    def _make_room(self, holding: Holding, suggestions: Sequence[int]) -> None:
        """Where everyone left is full, let someone pass on what another has room for."""
        for suggestion in suggestions:
            while len(holding.share.get(suggestion, ())) < self.per_suggestion:
                if not any(map(holding.has_room, self.reviewers)):
                    return
                path = holding.path(
                    holding.takers(suggestion),
                    holding.has_room,
                    offered=_offers(holding, self.wishes),
                )
                if path is None:
                    break
                _walk(holding, path)
                holding.give(suggestion, path[0][1])


def _offers(holding: Holding, wishes: Wishes) -> Callable[[int], list[int]]:
    """What a reviewer would pass on: never what all read, last what is their field."""

    def offered(giver: int) -> list[int]:
        mine = [one for one in holding.held[giver] if one not in wishes.read_by_all]
        return sorted(mine, key=lambda one: giver in wishes.fitting.get(one, NOBODY))

    return offered


def _even_out(holding: Holding, wishes: Wishes) -> None:
    """Improve the loads until no path to an emptier reviewer is left."""
    while path := _improving_path(holding, wishes):
        _walk(holding, path)


def _walk(holding: Holding, path: Sequence[Step]) -> None:
    for step in path:
        holding.pass_on(step)


def _improving_path(holding: Holding, wishes: Wishes) -> list[Step] | None:
    """Steps from a reviewer to one with at least two suggestions less; None if there are none."""
    loads = holding.loads
    free = [loads[reviewer] for reviewer in holding.reviewers if holding.has_room(reviewer)]
    for start in sorted(holding.reviewers, key=lambda reviewer: -loads[reviewer]):
        if not free or loads[start] - min(free) < 2:
            return None

        def emptier(taker: int, most: int = loads[start] - 2) -> bool:
            return loads[taker] <= most and holding.has_room(taker)

        if path := holding.path([start], emptier, offered=_offers(holding, wishes)):
            return path
    return None
