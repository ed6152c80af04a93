"""Ranking: the kept figures of a round, and its suggestions from the best down."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.db.models import Count

from campaigns.rubrics import LEVELS, Criterion
from suggestions.review.figures import Summary, Weights, summarise
from suggestions.review.reviews import Score
from suggestions.review.round import Aggregation, Round, TieRule
from suggestions.review.standing import UNSCORED, Standing, StandingQuerySet, above
from suggestions.review.statistics.waking import mark_stale

KEPT = ("review_count", "mean", "median", "spread", "criterion_means", "figure", "tie_break")
WIDEST_SPREAD = (LEVELS[-1] - LEVELS[0]) / 2**0.5
"""Of two marks, the lowest and the highest there are (about 2.83): no spread is wider."""
MEAN_FIRST = 1e8
"""Means that differ at all differ by more than the widest spread times one in so many."""


def rank(round: Round) -> StandingQuerySet:
    """What is in the round, best first, in an order that never wavers between equal figures.

    Withdrawn and sealed suggestions are left out; what nobody has scored comes last.
    """
    return round.standings.in_round().unsealed().best_first()


def places_of(standings: Sequence[Standing]) -> dict[int, int]:
    """The place in the ranking, from 1, of each of `standings` of one round, by its key.

    What figure and tie rule leave equal shares the best place it covers. One query,
    whatever the number; it counts those that stand higher.
    """
    if not standings:
        return {}
    levels = sorted({(standing.figure, standing.tie_break) for standing in standings})
    in_round = standings[0].round.standings.in_round().order_by()
    counts = in_round.filter(figure__gte=levels[0][0]).aggregate(
        **{
            f"above_{number}": Count("pk", filter=above(figure, tie_break))
            for number, (figure, tie_break) in enumerate(levels)
        }
    )
    places = {level: counts[f"above_{number}"] + 1 for number, level in enumerate(levels)}
    return {standing.pk: places[standing.figure, standing.tie_break] for standing in standings}


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
    standing.tie_break = tie_break(summary, standing, aggregation)
    standing.save(update_fields=KEPT)
    mark_stale(standing.round_id)


def tie_break(summary: Summary, standing: Standing, aggregation: Aggregation) -> float:
    """What decides between equal figures by the round's tie rule: higher stands higher.

    Nothing (0) where they share a place; minus the time of submission (seconds since 1970)
    where the earlier one stands higher; minus the spread where agreement counts. One mark
    alone shows no agreement and counts as the widest spread there is. Under a median or a
    trimmed mean a higher level can widen the spread and leave the figure as it is: there the
    higher mean comes first, so that a higher level never lowers a place.
    """
    rule = standing.round.tie_rule
    if summary.count == 0 or rule == TieRule.SHARED:
        return 0.0
    if rule == TieRule.EARLIER:
        return -standing.suggestion.submitted_at.timestamp()
    agreement = -(WIDEST_SPREAD if summary.spread is None else summary.spread)
    mean = 0.0 if aggregation == Aggregation.MEAN else summary.mean or 0.0
    return mean * MEAN_FIRST + agreement


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
    values = {Aggregation.MEDIAN: summary.median, Aggregation.TRIMMED: summary.trimmed}
    value = values.get(aggregation, summary.mean)
    return UNSCORED if value is None else value
