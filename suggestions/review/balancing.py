"""Sharing out the work: who reads what, as a small optimisation.

Objective: every suggestion gets as many different reviewers without a conflict as the round
wants, and the sum of the squared loads is least, so that loads differ by no more than one
wherever conflicts allow that. A first share by least load is improved along paths that take
one suggestion from a fuller reviewer and end at an emptier one; where there is no such path
the share is optimal (Harvey, Ladner, Lovász and Tamir, Semi-matchings for bipartite graphs
and load balancing, Journal of Algorithms 59, 2006).
"""

import heapq
import random
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence

Share = dict[int, list[int]]
"""The reviewers of each suggestion, by key."""
Blocked = Mapping[int, Collection[int]]
"""Who must not read what: reviewers by suggestion; suggestions without conflicts are left out."""


def share_out(
    suggestions: Sequence[int],
    reviewers: Sequence[int],
    blocked: Blocked,
    per_suggestion: int,
    *,
    seed: int,
) -> Share:
    """The reviewers of every suggestion; the same input and seed give the same share.

    A suggestion with fewer conflict-free reviewers than `per_suggestion` gets all of them.
    """
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose, nothing secret
    share = _first_share(suggestions, reviewers, blocked, per_suggestion, dice)
    _even_out(share, reviewers, blocked)
    return share


def loads_of(share: Share, reviewers: Iterable[int]) -> dict[int, int]:
    """How many suggestions each reviewer has."""
    loads = dict.fromkeys(reviewers, 0)
    for chosen in share.values():
        for reviewer in chosen:
            loads[reviewer] += 1
    return loads


def _first_share(
    suggestions: Sequence[int],
    reviewers: Sequence[int],
    blocked: Blocked,
    per_suggestion: int,
    dice: random.Random,
) -> Share:
    """The least loaded reviewers for each suggestion, those with most conflicts first."""
    order = list(suggestions)
    dice.shuffle(order)
    order.sort(key=lambda suggestion: -len(blocked.get(suggestion, ())))
    loads = dict.fromkeys(reviewers, 0)
    share: Share = {}
    for suggestion in order:
        allowed = _allowed(reviewers, blocked.get(suggestion, ()))
        by_load = [(loads[reviewer], dice.random(), reviewer) for reviewer in allowed]
        share[suggestion] = [entry[2] for entry in heapq.nsmallest(per_suggestion, by_load)]
        for reviewer in share[suggestion]:
            loads[reviewer] += 1
    return share


def _allowed(reviewers: Sequence[int], barred: Collection[int]) -> Sequence[int]:
    return [key for key in reviewers if key not in barred] if barred else reviewers


def _even_out(share: Share, reviewers: Sequence[int], blocked: Blocked) -> None:
    """Improve `share` in place until no path to an emptier reviewer is left."""
    while path := _improving_path(share, reviewers, blocked):
        for suggestion, giver, taker in path:
            share[suggestion].remove(giver)
            share[suggestion].append(taker)


Step = tuple[int, int, int]
"""One suggestion, who gives it away, who takes it."""


def _improving_path(share: Share, reviewers: Sequence[int], blocked: Blocked) -> list[Step] | None:
    """Steps from a reviewer to one with at least two suggestions less; None if there are none."""
    loads = loads_of(share, reviewers)
    if not loads or max(loads.values()) - min(loads.values()) < 2:
        return None
    held: dict[int, list[int]] = {reviewer: [] for reviewer in reviewers}
    for suggestion, chosen in share.items():
        for reviewer in chosen:
            held[reviewer].append(suggestion)
    for start in sorted(reviewers, key=lambda reviewer: -loads[reviewer]):
        if path := _path_from(start, loads, held, share, blocked):
            return path
    return None


def _path_from(
    start: int,
    loads: Mapping[int, int],
    held: Mapping[int, Sequence[int]],
    share: Share,
    blocked: Blocked,
) -> list[Step] | None:
    """A shortest path (breadth first) from `start` to someone with two suggestions less."""
    came_by: dict[int, Step] = {}
    waiting, unseen = deque([start]), set(loads) - {start}
    while waiting:
        giver = waiting.popleft()
        for suggestion in held[giver]:
            barred = {*share[suggestion], *blocked.get(suggestion, ())}
            for taker in sorted(unseen - barred, key=lambda key: (loads[key], key)):
                came_by[taker] = (suggestion, giver, taker)
                if loads[start] - loads[taker] >= 2:
                    return _walk_back(taker, start, came_by)
                unseen.remove(taker)
                waiting.append(taker)
    return None


def _walk_back(end: int, start: int, came_by: Mapping[int, Step]) -> list[Step]:
    steps: list[Step] = []
    while end != start:
        steps.append(came_by[end])
        end = came_by[end][1]
    return steps[::-1]
