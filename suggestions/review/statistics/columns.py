"""The reviews and standings of a round as columns of numbers, read in three questions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Case, F, IntegerField, QuerySet, Sum, Value, When
from numpy.typing import NDArray

from suggestions.review.reviews import Review, Score
from suggestions.review.round import Round

Floats = NDArray[np.float64]
Keys = NDArray[np.int64]

CHUNK = 20_000
"""Rows fetched at a time."""
BASE = 8
"""Levels are packed as the digits of one number to this base."""
DIGITS = 10
"""So many of them fit into a number that every database adds up quickly."""
SPARSE = 4
"""If more than so many keys lie between a round's first and last review for each of its own, its
scores are looked up one by one; otherwise the whole stretch is read and the others passed over."""


@dataclass(frozen=True)
class Standings:
    """What is in the round: keys, the suggestions' keys in ascending order, and kept figures."""

    key: Keys
    suggestion: Keys
    figure: Floats
    tie_break: Floats
    is_calibration: NDArray[np.bool_]
    adjusted: Floats
    adjusted_place: Floats


@dataclass(frozen=True)
class Reviews:
    """The submitted reviews on what is in the round, by key.

    `suggestion` and `reviewer` are numbers from 0 without gaps: places in `scored`, which
    are rows of `Standings`, and in `reviewers`, which are keys of people. `levels` has a
    column for each criterion.
    """

    scored: Keys
    suggestion: Keys
    reviewers: Keys
    reviewer: Keys
    position: Keys
    mark: Floats
    levels: NDArray[np.int8]


def read_standings(round: Round) -> Standings:
    """The standings of what is in `round`."""
    rows = round.standings.in_round().order_by("suggestion_id")
    found = _columns(
        rows,
        {
            "pk": "i8",
            "suggestion_id": "i8",
            "figure": "f8",
            "tie_break": "f8",
            "is_calibration": "?",
            "adjusted": "f8",
            "adjusted_place": "f8",
        },
    )
    return Standings(*(found[name] for name in found.dtype.names or ()))


def read_reviews(round: Round, standings: Standings, criteria: Iterable[int]) -> Reviews:
    """The submitted reviews of `round` on its `standings`, with the levels for `criteria` (keys).

    Whatever comes in meanwhile is left out or in as a whole.
    """
    rows = Review.objects.filter(assignment__round=round, submitted_at__isnull=False)
    found = _columns(
        rows.order_by(),
        {
            "pk": "i8",
            "assignment__suggestion_id": "i8",
            "assignment__reviewer_id": "i8",
            "assignment__position": "i8",
            "mark": "f8",
        },
    )
    found = found[np.argsort(found["pk"])]
    key, suggestion, reviewer, position, mark = (found[name] for name in found.dtype.names or ())
    levels = _levels(round, key, list(criteria))
    row = np.searchsorted(standings.suggestion, suggestion)
    here = np.isin(suggestion, standings.suggestion) & (levels > 0).all(axis=1)
    scored, numbers = np.unique(row[here], return_inverse=True)
    reviewers, people = np.unique(reviewer[here], return_inverse=True)
    return Reviews(scored, numbers, reviewers, people, position[here], mark[here], levels[here])


def _levels(round: Round, reviews: Keys, criteria: list[int]) -> NDArray[np.int8]:
    """The levels of `reviews` (ascending keys) with a column for each criterion; 0: none."""
    levels = np.zeros((len(reviews), len(criteria)), dtype=np.int8)
    for start in range(0, len(criteria), DIGITS):
        some = criteria[start : start + DIGITS]
        packed = _packed(round, reviews, some)
        for place in range(len(some)):
            levels[:, start + place] = packed // BASE**place % BASE
    return levels


def _packed(round: Round, reviews: Keys, criteria: list[int]) -> Keys:
    """The levels of each of `reviews` as digits of one number, the first criterion lowest."""
    if not len(reviews):
        return np.zeros(0, dtype=np.int64)
    first, last = int(reviews[0]), int(reviews[-1])
    scores = Score.objects.filter(level__isnull=False, review__gte=first, review__lte=last)
    if last - first >= SPARSE * len(reviews):
        scores = scores.filter(review__assignment__round=round)
    weight = Case(
        *(When(criterion=key, then=Value(BASE**place)) for place, key in enumerate(criteria)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = (
        scores.order_by()
        .values("review_id")
        .annotate(packed=Sum(F("level") * weight, output_field=IntegerField()))
    )
    found = _columns(rows, {"review_id": "i8", "packed": "i8"})
    where = np.searchsorted(reviews, found["review_id"])
    ours = reviews[np.minimum(where, len(reviews) - 1)] == found["review_id"]
    levels = np.zeros(len(reviews), dtype=np.int64)
    levels[where[ours]] = found["packed"][ours]
    return levels


def _columns(rows: QuerySet[Any], types: dict[str, str]) -> NDArray[Any]:
    """The columns of `rows` by name, with numpy's types; what is missing becomes NaN.

    Straight from the driver: Django's way through converters takes twice the time.
    """
    statement, parameters = rows.values_list(*types).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return np.fromiter(_fetched(cursor, types), dtype=list(types.items()))


def _fetched(cursor: CursorWrapper, types: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    """The rows of `cursor`, a chunk in memory at a time."""
    may_be_missing = not NULLABLE.isdisjoint(types)
    while chunk := cursor.fetchmany(CHUNK):
        yield from map(_without_none, chunk) if may_be_missing else chunk


NULLABLE = {"adjusted", "adjusted_place"}


def _without_none(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(float("nan") if cell is None else cell for cell in row)
