"""The figures of a round: pure functions from levels and weights to what a chair reads.

All sums are exact (fractions), so that a figure does not depend on the order in which reviews
come in and equal scores give equal figures to the last bit.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Levels = Mapping[int, int]
"""A reviewer's levels (1 to 5) by criterion key."""
Weights = Mapping[int, Fraction]
"""How much each criterion counts, by criterion key; none negative."""

TRIMMED_FROM = 3
"""Marks from which the highest and the lowest are left out."""


@dataclass(frozen=True)
class Summary:
    """What the reviews of one suggestion say together; no figure without a review."""

    count: int = 0
    mean: float | None = None
    median: float | None = None
    spread: float | None = None
    criterion_means: dict[str, float] = field(default_factory=dict)
    trimmed: float | None = None


def weighted_mean(levels: Levels, weights: Weights) -> Fraction:
    """Σ wᵢxᵢ / Σ wᵢ, exact, between the lowest and the highest level.

    The additive value model with normalised weights (Keeney and Raiffa, Decisions with
    Multiple Objectives, 1976, chapter 3): no weight is negative, so a higher level never
    lowers the result. Raises ZeroDivisionError if all weights are zero.
    """
    total = sum(weights.values(), Fraction(0))
    return sum((weights[key] * levels[key] for key in weights), Fraction(0)) / total


def spread(marks: Sequence[Fraction]) -> float | None:
    """The sample standard deviation (n − 1) of the reviewers' marks; None below two.

    NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.5.6.
    """
    return float(statistics.stdev(marks)) if len(marks) > 1 else None


def trimmed_mean(marks: Sequence[Fraction]) -> Fraction:
    """The mean without one highest and one lowest mark; below three marks the plain mean.

    A trimmed mean (NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.5.1) that
    cuts one mark at each end, however many there are, as juries in sports do: one reviewer
    alone can neither lift nor sink a suggestion. Raising a mark never lowers the result.
    Raises StatisticsError without a mark.
    """
    kept = sorted(marks)[1:-1] if len(marks) >= TRIMMED_FROM else marks
    return statistics.mean(kept)


def summarise(reviews: Sequence[Levels], weights: Weights) -> Summary:
    """The figures of one suggestion from all its submitted reviews.

    The mean of the reviewers' weighted means, their median, their trimmed mean, their
    spread, and the plain mean of the levels of each criterion (by its key as text, as JSON
    keeps it).
    """
    if not reviews:
        return Summary()
    marks = [weighted_mean(levels, weights) for levels in reviews]
    return Summary(
        count=len(reviews),
        mean=float(statistics.mean(marks)),
        median=float(statistics.median(marks)),
        spread=spread(marks),
        criterion_means={
            str(key): float(Fraction(sum(levels[key] for levels in reviews), len(reviews)))
            for key in weights
        },
        trimmed=float(trimmed_mean(marks)),
    )
