"""Measures of a ranking, each between 0 and 1.

`found` lists document ids, best first; `relevance` gives what was judged, above 0 is relevant.
"""

from collections.abc import Mapping, Sequence
from math import log2


def reciprocal_rank(found: Sequence[str], relevance: Mapping[str, int], depth: int) -> float:
    """1 / the place of the first relevant document, 0 if none is within `depth`."""
    places = (place for place, key in enumerate(found[:depth], 1) if relevance.get(key, 0) > 0)
    return next((1 / place for place in places), 0.0)


def discounted_gain(found: Sequence[str], relevance: Mapping[str, int], depth: int) -> float:
    """NDCG with linear gain (Järvelin and Kekäläinen 2002): DCG over that of the best ranking."""
    best = _gain(sorted(relevance.values(), reverse=True)[:depth])
    return _gain([relevance.get(key, 0) for key in found[:depth]]) / best if best else 0.0


def recall(
    found: Sequence[str], relevance: Mapping[str, int], depth: int, *, capped: bool = False
) -> float:
    """The share of relevant documents within `depth`; `capped`, of as many as fit there."""
    relevant = {key for key, value in relevance.items() if value > 0}
    possible = min(len(relevant), depth) if capped else len(relevant)
    return len(relevant & set(found[:depth])) / possible if possible else 0.0


def precision(found: Sequence[str], relevance: Mapping[str, int], depth: int) -> float:
    """The share of the first `depth` places that hold a relevant document."""
    return sum(1 for key in found[:depth] if relevance.get(key, 0) > 0) / depth


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    place = -int(-share * len(ordered) // 1)
    return ordered[max(place, 1) - 1] if ordered else 0.0


def _gain(values: Sequence[int]) -> float:
    return sum(value / log2(place + 1) for place, value in enumerate(values, 1))
