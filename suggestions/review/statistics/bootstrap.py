"""The bootstrap of a figure that is made of sums over suggestions.

A suggestion is drawn with all its reviews: the pairs within one are not independent. For α see
A. F. Hayes and K. Krippendorff, Answering the Call for a Standard Reliability Measure for Coding
Data, Communication Methods and Measures 1, 2007 (bootstrap of α), and A. Zapf et al., Measuring
inter-rater reliability for nominal data, BMC Medical Research Methodology 16:93, 2016 (drawing
whole cases keeps the level of the interval).
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

REPLICATES = 1000
BLOCKS = 500
"""More suggestions than these are drawn in blocks put together by chance, for the same spread."""
LEVEL = 95
"""Per cent of the replicates within the interval."""


def in_blocks(rows: Floats, *, seed: int) -> Floats:
    """`rows` (suggestions first) in at most BLOCKS blocks of equal size: blocks × size × columns.

    What is missing in the last ones is filled with nought, which adds nothing to a sum. Few
    suggestions are a block each.
    """
    if len(rows) <= BLOCKS:
        return rows[:, None]
    size = -(-len(rows) // BLOCKS)
    filled = np.zeros((BLOCKS * size, rows.shape[1]))
    filled[np.random.default_rng(seed).permutation(BLOCKS * size)[: len(rows)]] = rows
    return filled.reshape(BLOCKS, size, rows.shape[1])


def interval(
    sums: Floats, figure: Callable[[Floats], Floats], *, seed: int
) -> tuple[float | None, float | None]:
    """The percentile interval of `figure` over the blocks whose `sums` come first; by `seed`.

    `figure` takes the sums of many replicates at once. None for fewer than two blocks, or
    where no replicate has a value.
    """
    if len(sums) < 2:
        return None, None
    values = figure(np.tensordot(_draws(len(sums), seed), sums, axes=1))
    values = values[np.isfinite(values)]
    if not len(values):
        return None, None
    low, high = np.percentile(values, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)


@lru_cache(maxsize=1)
def _draws(blocks: int, seed: int) -> Floats:
    """How often each block is drawn in each replicate; all criteria of a round share them."""
    share = np.full(blocks, 1 / blocks)
    drawn = np.random.default_rng(seed).multinomial(blocks, share, size=REPLICATES)
    return drawn.astype(float)
