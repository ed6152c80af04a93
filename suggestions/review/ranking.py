"""Ranking: the kept figures of a round, and its suggestions from the best down."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.db.models import Count, Q

from campaigns.rubrics import Criterion
from suggestions.review.figures import Summary, Weights, summarise
from suggestions.review.reviews import Score
from suggestions.review.round import Aggregation, Round
from suggestions.review.standing import UNSCORED, Standing, StandingQuerySet


def rank(round: Round) -> StandingQuerySet:
    """What is in the round, best first, in an order that never wavers between equal figures.

    Withdrawn suggestions are left out; what nobody has scored comes last.
    """
    return round.standings.in_round().best_first()


def places_of(standings: Sequence[Standing]) -> dict[float, int]:
    """The place in the ranking, from 1, of each figure among `standings` of one round.

    Equal figures share the best place they cover. One query, whatever the number.
    """
    if not standings:
        return {}
    figures = sorted({standing.figure for standing in standings})
    above = standings[0].round.standings.in_round().filter(figure__gt=figures[0])
    counts = above.aggregate(
        **{f"above_{n}": Count("pk", filter=Q(figure__gt=figures[n])) for n in range(len(figures))}
    )
    return {figure: counts[f"above_{n}"] + 1 for n, figure in enumerate(figures)}


def weights_of(criteria: Iterable[Criterion]) -> dict[int, Fraction]:
    """The exact weights by criterion key."""
    return {criterion.pk: Fraction(criterion.weight) for criterion in criteria}


def keep_figures(standing: Standing, aggregation: Aggregation, weights: Weights) -> None:
    """Write the figures of one suggestion from its submitted reviews; lock the row before."""
    summary = summarise(_levels(standing), weights)
    standing.review_count = summary.count
    standing.mean, standing.median = summary.mean, summary.median
    standing.spread = summary.spread
    standing.criterion_means = summary.criterion_means
    standing.figure = _figure(summary, aggregation)
    standing.save(
        update_fields=["review_count", "mean", "median", "spread", "criterion_means", "figure"]
    )


def _levels(standing: Standing) -> list[dict[int, int]]:
    """The levels by criterion of every submitted review of the suggestion in the round."""
    reviews: dict[int, dict[int, int]] = defaultdict(dict)
    scores = Score.objects.filter(
        review__assignment__round=standing.round_id,
        review__assignment__suggestion=standing.suggestion_id,
        review__submitted_at__isnull=False,
    )
    rows = scores.values_list("review_id", "criterion_id", "level")
    for review, criterion, level in rows:
        if level is not None:
            reviews[review][criterion] = level
    return list(reviews.values())


def _figure(summary: Summary, aggregation: Aggregation) -> float:
    """The number the round ranks by."""
    value = summary.median if aggregation == Aggregation.MEDIAN else summary.mean
    return UNSCORED if value is None else value
