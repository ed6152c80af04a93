"""Holding: who has which suggestion while the work of a round is being shared out."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

Share = dict[int, list[int]]
"""The reviewers of each suggestion, by key."""
Blocked = Mapping[int, Collection[int]]
"""Who must not read what: reviewers by suggestion; suggestions without conflicts are left out."""
Step = tuple[int, int, int]
"""One suggestion, who gives it away, who takes it."""

NOBODY: frozenset[int] = frozenset()


class Holding:
    """A share in the making, with the loads it comes to. Loads count what people had before."""

    def __init__(
        self,
        reviewers: Sequence[int],
        blocked: Blocked,
        *,
        loads: Mapping[int, int],
        room: Mapping[int, int],
    ) -> None:
        """Nobody has anything yet but `loads`; `room` is the most a reviewer may come to."""
        self.reviewers, self.blocked, self.room = reviewers, blocked, room
        self.loads = {reviewer: loads.get(reviewer, 0) for reviewer in reviewers}
        self.share: Share = {}
        self.held: dict[int, dict[int, None]] = {reviewer: {} for reviewer in reviewers}

    def give(self, suggestion: int, reviewer: int) -> None:
        """Let `reviewer` read `suggestion`."""
        self.share.setdefault(suggestion, []).append(reviewer)
        self.held[reviewer][suggestion] = None
        self.loads[reviewer] += 1

    def pass_on(self, step: Step) -> None:
        """Let the second of the two read the suggestion in place of the first."""
        suggestion, giver, taker = step
        self.share[suggestion].remove(giver)
        del self.held[giver][suggestion]
        self.loads[giver] -= 1
        self.give(suggestion, taker)

    def has_room(self, reviewer: int) -> bool:
        """Whether `reviewer` may get one more."""
        most = self.room.get(reviewer)
        return most is None or self.loads[reviewer] < most

    def barred(self, suggestion: int) -> set[int]:
        """Who cannot take `suggestion`: a conflict, or they have it."""
        return {*self.share.get(suggestion, ()), *self.blocked.get(suggestion, ())}

    def takers(self, suggestion: int) -> list[int]:
        """Who could take `suggestion`, full or not."""
        barred = self.barred(suggestion)
        return [key for key in self.reviewers if key not in barred]

    def path(
        self,
        starts: Iterable[int],
        ends: Callable[[int], bool],
        *,
        offered: Callable[[int], Iterable[int]],
        among: Callable[[int], Collection[int]] | None = None,
        reached: set[int] | None = None,
    ) -> list[Step] | None:
        """A shortest path of steps (breadth first) from one of `starts` to one who `ends` it.

        `offered` says in which order a reviewer offers what they hold; `among` keeps takers of
        a suggestion to some. None if there is no path; `reached` then holds who was reached.
        """
        seen = set() if reached is None else reached
        came_by: dict[int, Step] = {}
        waiting = deque(start for start in starts if start not in seen)
        seen.update(waiting)
        unseen = set(self.reviewers) - seen
        while waiting and unseen:
            giver = waiting.popleft()
            for suggestion in offered(giver):
                free = unseen & set(among(suggestion)) if among else unseen
                for taker in sorted(free - self.barred(suggestion), key=self._emptiest):
                    came_by[taker] = (suggestion, giver, taker)
                    if ends(taker):
                        return _walk_back(taker, came_by)
                    unseen.discard(taker)
                    seen.add(taker)
                    waiting.append(taker)
        return None

    def _emptiest(self, reviewer: int) -> tuple[int, int]:
        return self.loads[reviewer], reviewer


def loads_of(share: Share, reviewers: Iterable[int]) -> dict[int, int]:
    """How many suggestions each reviewer has."""
    loads = dict.fromkeys(reviewers, 0)
    for chosen in share.values():
        for reviewer in chosen:
            loads[reviewer] += 1
    return loads


def _walk_back(end: int, came_by: Mapping[int, Step]) -> list[Step]:
    steps: list[Step] = []
    while end in came_by:
        steps.append(came_by[end])
        end = came_by[end][1]
    return steps[::-1]
