"""Krippendorff's α: how far reviewers agree beyond chance, with missing data and an interval.

Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania,
2011; its worked examples are in the tests. α = 1 − D_o / D_e, the observed disagreement over
the one to be expected if the same values had been given at random. 1 is perfect agreement, 0 is
chance, below 0 is worse than chance.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from suggestions.review.statistics.bootstrap import in_blocks, interval

Floats = NDArray[np.float64]
Metric = Callable[[Floats, Floats], Floats]
"""Squared differences between all pairs of values (…, V, V), from the values (V) and how often
each occurs among the pairable ones (…, V)."""


@dataclass(frozen=True)
class Agreement:
    """α with its 95 % interval; None where it cannot be measured.

    `units` are the suggestions with at least two values, `count` the values given for them.
    """

    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    units: int = 0
    count: int = 0

    def as_json(self) -> dict[str, float | int | None]:
        """The fields by name, as they are kept."""
        return asdict(self)


def nominal(values: Floats, margins: Floats) -> Floats:
    """1 for every pair of different values, else 0."""
    return (values[:, None] != values[None, :]).astype(float)


def ordinal(values: Floats, margins: Floats) -> Floats:
    """How many given values lie between two ranks, squared; both ends count half."""
    ranks = margins.cumsum(axis=-1) - margins / 2
    return (ranks[..., :, None] - ranks[..., None, :]) ** 2


def linear(values: Floats, margins: Floats) -> Floats:
    """The squared difference: values on an interval scale."""
    return (values[:, None] - values[None, :]) ** 2


def ratio(values: Floats, margins: Floats) -> Floats:
    """The squared difference over the sum; values on a scale with a natural zero."""
    sums = values[:, None] + values[None, :]
    return ((values[:, None] - values[None, :]) / np.where(sums == 0, 1, sums)) ** 2


def coincidences(counts: Floats) -> Floats:
    """The coincidence matrix (V × V) of each block of units, from how often each value was given.

    `counts` are blocks × units × values. All ordered pairs of values of one unit, divided by
    the number of its values less one; units with fewer than two values have no pairs.
    """
    given = counts.sum(axis=-1, keepdims=True)
    weighted = np.where(given > 1, counts / np.maximum(given - 1, 1), 0)
    pairs = counts.swapaxes(-1, -2) @ weighted
    with_themselves = weighted.sum(axis=-2)
    return pairs - with_themselves[..., None] * np.eye(counts.shape[-1])


def alpha_of(matrices: Floats, values: Floats, metric: Metric) -> Floats:
    """α of one coincidence matrix or of many (…, V, V); NaN where all values are the same."""
    margins = matrices.sum(axis=-1)
    count = margins.sum(axis=-1)
    differences = metric(values, margins)
    observed = (matrices * differences).sum(axis=(-2, -1))
    by_chance = margins[..., :, None] * margins[..., None, :] * differences
    with np.errstate(divide="ignore", invalid="ignore"):
        return 1 - (count - 1) * observed / by_chance.sum(axis=(-2, -1))


def agreement(
    counts: Floats, values: Floats, *, metric: Metric = ordinal, seed: int = 0
) -> Agreement:
    """α over all units, from how often each of `values` was given to each (U × V), in any order.

    `seed` fixes the bootstrap.
    """
    pairable = counts.sum(axis=1) > 1
    found = Agreement(units=int(pairable.sum()), count=int(counts[pairable].sum()))
    matrices = coincidences(in_blocks(counts[pairable], seed=seed))
    return _with_interval(found, matrices, lambda sums: alpha_of(sums, values, metric), seed=seed)


def agreement_of_marks(units: NDArray[np.int64], marks: Floats, *, seed: int = 0) -> Agreement:
    """α for numbers on an interval scale that may take any value; `units` from 0, one per mark.

    The same formula, in sums of squares: Σ (x − y)² over the pairs of n values is
    2 (n Σx² − (Σx)²).
    """
    if not len(marks):
        return Agreement()
    centred = marks - marks.mean()
    given = np.bincount(units).astype(float)
    first, second = (np.bincount(units, centred**power) for power in (1, 2))
    within = 2 * (given * second - first**2) / np.maximum(given - 1, 1)
    rows = np.column_stack([given, first, second, within])[given > 1]
    found = Agreement(units=len(rows), count=int(rows[:, 0].sum()))
    sums = in_blocks(rows, seed=seed).sum(axis=1)
    return _with_interval(found, sums, _alpha_of_sums, seed=seed)


def _alpha_of_sums(sums: Floats) -> Floats:
    """α from the number of values, Σx, Σx² and the disagreement within units (…, 4)."""
    count, first, second, within = np.moveaxis(sums, -1, 0)
    by_chance = 2 * (count * second - first**2)
    by_chance = np.where(by_chance > 1e-9 * np.maximum(count, 1), by_chance, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return 1 - (count - 1) * within / by_chance


def _with_interval(
    found: Agreement, sums: Floats, alpha: Callable[[Floats], Floats], *, seed: int
) -> Agreement:
    """`found` with α and its interval from the `sums` of the blocks; unchanged without an α."""
    value = float(alpha(sums.sum(axis=0))) if len(sums) else float("nan")
    if not np.isfinite(value):
        return found
    low, high = interval(sums, alpha, seed=seed)
    return Agreement(value, low, high, found.units, found.count)
