"""Likeness of two texts: the cosine of their pairs, weighted by how often and how rare (tf · idf).

0 is nothing in common, 1 is the same text. Only the frequencies of the first text's pairs are
known; the pairs that only the second one has are taken to be of the usual rarity.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

from portal import chinese

USUAL_RARITY = 4.0
"""The weight of a pair of which nothing is known; between 2 and 6 nothing changes (measured)."""


@dataclass(frozen=True)
class Vector:
    """The pairs of a text with their weights, and the length of the whole."""

    weights: Mapping[str, float]
    length: float


def pairs(text: str) -> Counter[str]:
    """The pairs of `text`, Latin words and numbers whole, with how often they are in it."""
    return Counter(chinese.bigrams(chinese.runs(text)))


def vector(counts: Counter[str], rarities: Mapping[str, float]) -> Vector:
    """The vector of a text; pairs without a rarity do not count."""
    weights = {
        pair: _often(times) * rarities[pair] for pair, times in counts.items() if pair in rarities
    }
    return Vector(weights, sqrt(sum(weight * weight for weight in weights.values())))


def likeness(text: Vector, counts: Counter[str], rarities: Mapping[str, float]) -> float:
    """The cosine of `text` and of the text with these `counts`, from 0 to 1."""
    product = known = 0.0
    common = text.weights.keys() & counts.keys()
    for pair in common:
        weight = _often(counts[pair]) * rarities[pair]
        product += weight * text.weights[pair]
        known += weight * weight
    length = sqrt(known + (len(counts) - len(common)) * USUAL_RARITY**2)
    return min(product / (text.length * length), 1.0) if product else 0.0


def _often(times: int) -> float:
    return 1 + log(times)
