"""The second ranking: the round's own figure from marks with the reviewers' severity taken off."""

import numpy as np
from numpy.typing import NDArray

from suggestions.review.figures import TRIMMED_FROM
from suggestions.review.round import Aggregation

Floats = NDArray[np.float64]
Keys = NDArray[np.int64]


def combined(suggestion: Keys, mark: Floats, aggregation: Aggregation) -> Floats:
    """The figure of each suggestion (numbered from 0 without gaps), as `figures` makes it."""
    order = np.lexsort((mark, suggestion))
    groups, marks = suggestion[order], mark[order]
    count = np.bincount(groups)
    ends = np.cumsum(count)
    starts = ends - count
    if aggregation == Aggregation.MEDIAN:
        middle: Floats = (marks[starts + (count - 1) // 2] + marks[starts + count // 2]) / 2
        return middle
    sums = np.add.reduceat(marks, starts)
    if aggregation == Aggregation.TRIMMED:
        cut = count >= TRIMMED_FROM
        sums = np.where(cut, sums - marks[starts] - marks[ends - 1], sums)
        count = np.where(cut, count - 2, count)
    figures: Floats = sums / count
    return figures


def places(figures: Floats, tie_breaks: Floats) -> Keys:
    """The place of each, from 1: how many have a higher figure, or the same and a higher tie-break,
    and one.
    """
    order = np.lexsort((-tie_breaks, -figures))
    sorted_figures, sorted_ties = figures[order], tie_breaks[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(sorted_figures) != 0) | (np.diff(sorted_ties) != 0)
    first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    found = np.empty(len(order), dtype=np.int64)
    found[order] = first + 1
    return found


def likeness(first: Floats, second: Floats) -> float | None:
    """Spearman's rank correlation of two figures of the same suggestions, −1 to 1.

    The correlation of the ranks, equal figures sharing the middle one (C. Spearman, American
    Journal of Psychology 15, 1904). None if one of them does not vary.
    """
    if len(np.unique(first)) < 2 or len(np.unique(second)) < 2:
        return None
    return float(np.corrcoef(_middle_ranks(first), _middle_ranks(second))[0, 1])


def _middle_ranks(figures: Floats) -> Floats:
    _values, which, count = np.unique(figures, return_inverse=True, return_counts=True)
    middle: Floats = (np.cumsum(count) - (count - 1) / 2)[which]
    return middle
