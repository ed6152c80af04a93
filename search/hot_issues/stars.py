"""Stars: groups around the texts that most others are like. Pure.

Joining everything that is connected (single linkage) would let A join B and B join C until
buses and parks are one issue; in a star every member is like the one in the middle (Aslam,
Pelekhov and Rus, The Star Clustering Algorithm, JGAA 8, 2004). Memory grows with the pairs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Neighbours = Mapping[int, Mapping[int, float]]
"""For each row the rows it is like, and how much (0 to 1)."""


@dataclass(frozen=True)
class Star:
    """The row in the middle and the others by their likeness to it, likest first."""

    middle: int
    others: Mapping[int, float]

    @property
    def members(self) -> dict[int, float]:
        """All rows; the middle is like itself."""
        return {self.middle: 1.0, **self.others}


def both_ways(pairs: Mapping[tuple[int, int], float]) -> dict[int, dict[int, float]]:
    """Neighbours from pairs that were found from one side or from both; the higher figure."""
    near: dict[int, dict[int, float]] = {}
    for (one, other), likeness in pairs.items():
        for a, b in ((one, other), (other, one)):
            own = near.setdefault(a, {})
            own[b] = max(likeness, own.get(b, 0.0))
    return near


def stars(near: Neighbours, *, least: int) -> list[Star]:
    """Groups of at least `least` rows, each row in one; the largest and closest are made first.

    The same neighbours give the same groups: ties go to the older row.
    """
    order = sorted(near, key=lambda row: (-len(near[row]), -sum(near[row].values()), row))
    free = set(near)
    found = []
    for middle in order:
        others = {row: likeness for row, likeness in near[middle].items() if row in free}
        if middle in free and len(others) + 1 >= least:
            likest = sorted(others.items(), key=lambda one: (-one[1], one[0]))
            found.append(Star(middle, dict(likest)))
            free -= {middle, *others}
    return found
