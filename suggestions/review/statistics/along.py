"""Per reviewer: the change of marks along the own order, and the place on the calibration set."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Keys = NDArray[np.int64]


@dataclass(frozen=True)
class Slopes:
    """The change of a reviewer's marks per suggestion read, its standard error; NaN: unknown."""

    values: Floats
    errors: Floats


@dataclass(frozen=True)
class Differences:
    """How far a reviewer's marks lie above the others' on the same suggestions; NaN: unknown."""

    values: Floats
    counts: Keys


def slopes(reviewer: Keys, position: Keys, mark: Floats, *, reviewers: int) -> Slopes:
    """The least-squares line of mark against position, for each of `reviewers`.

    Everyone reads in an order drawn by lot, so a slope is no property of the suggestions.
    Source: NIST/SEMATECH e-Handbook of Statistical Methods, section 4.1.4.1; a slope takes two
    positions, its error a third mark.
    """
    count = np.bincount(reviewer, minlength=reviewers).astype(float)
    x = _centred(reviewer, position.astype(float), count)
    y = _centred(reviewer, mark, count)
    xx, xy, yy = (
        np.bincount(reviewer, product, minlength=reviewers) for product in (x * x, x * y, y * y)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(xx > 0, xy / xx, np.nan)
        left_over = np.maximum(yy - values * xy, 0) / np.where(count > 2, count - 2, np.nan)
        return Slopes(values, np.sqrt(left_over / xx))


def _centred(reviewer: Keys, numbers: Floats, count: Floats) -> Floats:
    """`numbers` less the mean of the reviewer's own: no digits are lost in the squares."""
    means = np.bincount(reviewer, numbers, minlength=len(count)) / np.maximum(count, 1)
    centred: Floats = numbers - means[reviewer]
    return centred


def differences(suggestion: Keys, reviewer: Keys, mark: Floats, *, reviewers: int) -> Differences:
    """The mean, over the suggestions a reviewer shares with others, of mark less others' mean."""
    given = np.bincount(suggestion).astype(float)
    sums = np.bincount(suggestion, mark)
    shared = given[suggestion] > 1
    where = suggestion[shared]
    others = (sums[where] - mark[shared]) / (given[where] - 1)
    counts = np.bincount(reviewer[shared], minlength=reviewers)
    total = np.bincount(reviewer[shared], mark[shared] - others, minlength=reviewers)
    return Differences(np.where(counts > 0, total / np.maximum(counts, 1), np.nan), counts)
