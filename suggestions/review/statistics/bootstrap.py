"""The bootstrap of a figure that is made of sums over suggestions.

A suggestion is drawn with all its reviews: the pairs within one are not independent. For α see
A. F. Hayes and K. Krippendorff, Answering the Call for a Standard Reliability Measure for Coding
Data, Communication Methods and Measures 1, 2007 (bootstrap of α), and A. Zapf et al., Measuring
inter-rater reliability for nominal data, BMC Medical Research Methodology 16:93, 2016 (drawing
whole cases keeps the level of the interval).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

REPLICATES = 1000
BLOCKS = 1000
"""More suggestions than these are drawn in blocks put together by chance, for the same spread."""
LEVEL = 95
"""Per cent of the replicates within the interval."""


def totals(rows: Floats) -> Floats:
    """The sum over all suggestions; always in the same order, so always the same."""
    total: Floats = rows.sum(axis=0)
    return total


def interval(
    rows: Floats, figure: Callable[[Floats], Floats], *, seed: int
) -> tuple[float | None, float | None]:
    """The percentile interval of `figure` over `rows` (suggestions first); the seed fixes it.

    `figure` takes sums of many replicates at once. None for fewer than two suggestions, or
    where no replicate has a value.
    """
    if len(rows) < 2:
        return None, None
    dice = np.random.default_rng(seed)
    blocks = _blocks(rows, dice)
    share = np.full(len(blocks), 1 / len(blocks))
    drawn = dice.multinomial(len(blocks), share, size=REPLICATES).astype(float)
    values = figure(np.tensordot(drawn, blocks, axes=1))
    values = values[np.isfinite(values)]
    if not len(values):
        return None, None
    low, high = np.percentile(values, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)


def _blocks(rows: Floats, dice: np.random.Generator) -> Floats:
    """`rows` themselves, or the sums over blocks of rows drawn by chance."""
    if len(rows) <= BLOCKS:
        return rows
    starts = np.linspace(0, len(rows), BLOCKS, endpoint=False).astype(int)
    blocks: Floats = np.add.reduceat(rows[dice.permutation(len(rows))], starts, axis=0)
    return blocks
