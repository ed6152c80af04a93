"""Disagreement: which suggestions one more reviewer should read, by the round's own rule."""

from suggestions.review.assignment import Assignment
from suggestions.review.standing import Standing
from suggestions.review.statistics.kept import RoundStatistics

FEWEST = 2
"""Marks that it takes to differ."""


def needs_another_reader(standing: Standing) -> bool:
    """Whether the round's limits ask for one more reviewer of this suggestion.

    They do where the marks spread more than `spread_limit`; and, while α of the round's marks
    (as computed last) lies below `alpha_limit`, where they spread at least as much as is
    typical of the round: there one more mark helps most. Asked once for each suggestion, and
    only when everyone who was asked has answered; never about the calibration set, which
    everyone reads.
    """
    if not _may_be_asked(standing) or _is_waited_for(standing):
        return False
    limit = standing.round.spread_limit
    if limit is not None and (standing.spread or 0) > limit:
        return True
    return _is_part_of_low_agreement(standing)


def _may_be_asked(standing: Standing) -> bool:
    """Whether a suggestion in this state could be given to one more reviewer at all."""
    is_over = standing.outcome or standing.dropped_at or standing.passed_on_at
    was_asked = standing.extra_asked_at or standing.is_calibration
    return not is_over and not was_asked and standing.review_count >= FEWEST


def _is_waited_for(standing: Standing) -> bool:
    """Whether somebody still has the suggestion to read."""
    waiting = Assignment.objects.filter(
        round=standing.round_id, suggestion=standing.suggestion_id, dropped_at__isnull=True
    )
    return waiting.unsubmitted().exists()


def _is_part_of_low_agreement(standing: Standing) -> bool:
    limit = standing.round.alpha_limit
    if limit is None or not standing.spread:
        return False
    kept = RoundStatistics.objects.filter(pk=standing.round_id)
    alpha, typical = kept.values_list("alpha", "typical_spread").first() or (None, None)
    if alpha is None or typical is None:
        return False
    return bool(alpha < limit and standing.spread >= typical)
