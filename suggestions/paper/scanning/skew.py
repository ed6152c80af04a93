"""Skew: by how much the lines of a page lean."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Array = NDArray[np.float64]
WIDEST = 12.0  # degrees looked at to either side
COARSE, FINE, FINEST = 0.5, 0.1, 0.02  # degrees from try to try
DARKER = 18.0  # steps of grey below the surroundings: ink, not shadow
WINDOW = 25  # points: larger than a stroke, smaller than a shadow
FEWEST = 200  # dark points below which nothing can be told
MOST = 60_000  # dark points looked at


def skew_of(grey: Array) -> float | None:
    """Degrees by which the lines of a grey picture fall to the right, or None without lines.

    Turning the picture anticlockwise by as much sets them level. The projection profile method
    (W. Postl, 8th ICPR, 1986, 687-689): of all directions, the rows of ink are most unequal
    along the lines.
    """
    rows, columns = np.nonzero(grey < ndimage.uniform_filter(grey, WINDOW) - DARKER)
    if len(rows) < FEWEST:
        return None
    if len(rows) > MOST:
        chosen = np.linspace(0, len(rows) - 1, MOST).astype(int)
        rows, columns = rows[chosen], columns[chosen]
    best = 0.0
    for reach, step in ((WIDEST, COARSE), (COARSE, FINE), (FINE, FINEST)):
        tries = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(tries, key=lambda angle: _unevenness(rows, columns, angle)))
    return best


def _unevenness(rows: NDArray[np.int64], columns: NDArray[np.int64], angle: float) -> float:
    """The sum of the squared counts of ink in rows that fall by `angle` degrees."""
    lean = np.deg2rad(angle)
    level = rows * np.cos(lean) - columns * np.sin(lean)
    counts = np.bincount((level - level.min()).astype(int))
    return float(np.square(counts, dtype=float).sum())
