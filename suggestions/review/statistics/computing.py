"""Computing the statistics of a round from its reviews, and keeping them."""

from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from campaigns.rubrics import LEVELS
from suggestions.review.round import Aggregation, Round
from suggestions.review.statistics.adjusting import combined, likeness, places
from suggestions.review.statistics.agreement import Agreement, agreement, agreement_of_marks
from suggestions.review.statistics.by_reviewer import of_reviewers
from suggestions.review.statistics.columns import (
    Reviews,
    Standings,
    read_reviews,
    read_standings,
)
from suggestions.review.statistics.kept import ReviewerFigures, RoundStatistics
from suggestions.review.statistics.severity import Severities, severities
from suggestions.review.statistics.writing import write_adjusted

Floats = NDArray[np.float64]

MOVERS = 10
"""How many suggestions are named whose places differ most."""
DECIMALS = 4
"""Of adjusted figures: finer differences decide nothing, and a new review changes fewer rows."""
VALUES = np.array(LEVELS, dtype=float)


def compute(round: Round, *, at: datetime) -> RoundStatistics:
    """Compute everything over the reviews submitted by now and keep it, as of `at`.

    Takes seconds for a hundred thousand suggestions; memory grows with the reviews. The
    round's seed fixes the bootstrap: the same reviews give the same figures.
    """
    criteria = [criterion.pk for criterion in round.rubric.criteria.all()]
    standings = read_standings(round)
    reviews = read_reviews(round, standings, criteria)
    found = severities(reviews.suggestion, reviews.reviewer, reviews.mark)
    adjusted = _adjusted(round, standings, reviews, found)
    _write_adjusted(standings, adjusted)
    marks = agreement_of_marks(reviews.suggestion, reviews.mark, seed=round.seed)
    statistics = RoundStatistics(
        round=round,
        computed_at=at,
        review_count=len(reviews.mark),
        suggestion_count=len(reviews.scored),
        agreement=_by_criterion(reviews, criteria, seed=round.seed),
        marks_agreement=marks.as_json(),
        alpha=marks.alpha,
        typical_spread=_typical_spread(reviews.suggestion, reviews.mark),
        severity_variance=found.components.severity if found else None,
        error_variance=found.components.error if found else None,
        rank_correlation=_likeness(standings, adjusted),
        movers=_movers(standings, adjusted),
        seed=round.seed,
    )
    _keep(statistics, of_reviewers(standings, reviews, found))
    return statistics


def _adjusted(
    round: Round, standings: Standings, reviews: Reviews, found: Severities | None
) -> Floats:
    """The adjusted figure of each standing; NaN without reviews, or if severity is unknown."""
    adjusted = np.full(len(standings.key), np.nan)
    if found is None:
        return adjusted
    mark = reviews.mark - found.values[reviews.reviewer]
    figures = combined(reviews.suggestion, mark, Aggregation(round.aggregation))
    adjusted[reviews.scored] = np.round(figures, DECIMALS)
    return adjusted


def _write_adjusted(standings: Standings, adjusted: Floats) -> None:
    """Keep the adjusted figures and places that differ from what is kept."""
    known = np.isfinite(adjusted)
    place = np.full(len(adjusted), np.nan)
    place[known] = places(adjusted[known], standings.tie_break[known])
    same = _equal(adjusted, standings.adjusted) & _equal(place, standings.adjusted_place)
    rows = zip(
        standings.key[~same].tolist(),
        _or_none(adjusted[~same]),
        [None if value is None else int(value) for value in _or_none(place[~same])],
        strict=True,
    )
    write_adjusted(list(rows))


def _equal(first: Floats, second: Floats) -> NDArray[np.bool_]:
    both: NDArray[np.bool_] = (first == second) | (np.isnan(first) & np.isnan(second))
    return both


def _or_none(values: Floats) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values.tolist()]


def _by_criterion(reviews: Reviews, criteria: list[int], *, seed: int) -> dict[str, Any]:
    """The ordinal α of each criterion, by its key as text."""
    found = {}
    for column, key in enumerate(criteria):
        found[str(key)] = _of_levels(reviews, reviews.levels[:, column], seed=seed).as_json()
    return found


def _of_levels(reviews: Reviews, level: NDArray[np.int8], *, seed: int) -> Agreement:
    """α of one criterion: how often each level was given to each suggestion is all it takes."""
    if not len(level):
        return Agreement()
    cell = reviews.suggestion * len(VALUES) + (level - LEVELS[0])
    counts = np.bincount(cell, minlength=len(reviews.scored) * len(VALUES))
    return agreement(counts.reshape(-1, len(VALUES)).astype(float), VALUES, seed=seed)


def _typical_spread(suggestion: NDArray[np.int64], mark: Floats) -> float | None:
    """The pooled standard deviation of the marks of one suggestion; None without two of any."""
    if not len(mark):
        return None
    given = np.bincount(suggestion)
    means = np.bincount(suggestion, mark) / given
    free = int((given - 1).sum())
    squares = float(((mark - means[suggestion]) ** 2).sum())
    return (squares / free) ** 0.5 if free else None


def _likeness(standings: Standings, adjusted: Floats) -> float | None:
    known = np.isfinite(adjusted)
    return likeness(standings.figure[known], adjusted[known])


def _movers(standings: Standings, adjusted: Floats) -> list[int]:
    """The keys of the standings whose two places differ most, the largest difference first."""
    known = np.flatnonzero(np.isfinite(adjusted))
    ties = standings.tie_break[known]
    moved = places(standings.figure[known], ties) - places(adjusted[known], ties)
    largest = np.argsort(-np.abs(moved), kind="stable")[:MOVERS]
    return [int(key) for key in standings.key[known[largest[moved[largest] != 0]]]]


@transaction.atomic
def _keep(statistics: RoundStatistics, reviewers: dict[int, dict[str, Any]]) -> None:
    """Write the round's row and those of its reviewers; of two computations the later stays."""
    row = RoundStatistics.objects.select_for_update().get(pk=statistics.round_id)
    began = statistics.computed_at
    if row.computed_at is not None and began is not None and row.computed_at > began:
        return
    names = [field.name for field in RoundStatistics._meta.fields]
    statistics.save(update_fields=[name for name in names if name not in NOT_COMPUTED])
    ReviewerFigures.objects.filter(panellist__round=statistics.round_id).delete()
    panel = statistics.round.panel.values_list("pk", "user_id")
    ReviewerFigures.objects.bulk_create(
        ReviewerFigures(panellist_id=key, **reviewers[user])
        for key, user in panel
        if user in reviewers
    )


NOT_COMPUTED = {"round", "stale", "due_at"}
