"""What is kept about each reviewer of a round."""

from typing import Any

import numpy as np

from suggestions.review.statistics.along import differences, slopes
from suggestions.review.statistics.columns import Reviews, Standings
from suggestions.review.statistics.severity import Severities


def of_reviewers(
    standings: Standings, reviews: Reviews, found: Severities | None
) -> dict[int, dict[str, Any]]:
    """The figures of each reviewer who has submitted anything, by the person's key."""
    number, mark, size = reviews.reviewer, reviews.mark, len(reviews.reviewers)
    count = np.bincount(number, minlength=size)
    sums = np.bincount(number, mark, minlength=size)
    slope = slopes(number, reviews.position, mark, reviewers=size)
    first = standings.is_calibration[reviews.scored[reviews.suggestion]]
    calibration = differences(reviews.suggestion[first], number[first], mark[first], reviewers=size)
    return {
        int(person): {
            "count": int(count[place]),
            "mean": float(sums[place] / count[place]),
            "slope": _known(slope.values[place]),
            "slope_error": _known(slope.errors[place]),
            "calibration_count": int(calibration.counts[place]),
            "calibration_difference": _known(calibration.values[place]),
            **_severity_of(found, place),
        }
        for place, person in enumerate(reviews.reviewers)
    }


def _severity_of(found: Severities | None, reviewer: int) -> dict[str, float]:
    if found is None:
        return {}
    low, high = found.interval(reviewer)
    severity = float(found.values[reviewer])
    return {"severity": severity, "severity_low": low, "severity_high": high}


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
