"""Leaving: a suggestion that stops being under review without a decision leaves its rounds."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from suggestions.review.assignment import Assignment
from suggestions.review.decision import Decision
from suggestions.review.round import Panellist, Round
from suggestions.review.standing import Standing
from suggestions.review.statistics.waking import mark_stale
from suggestions.suggestion import Suggestion


@transaction.atomic
def leave_rounds(suggestion: Suggestion, *, at: datetime) -> None:
    """Drop `suggestion` from rankings and queues as of `at`, and mend the kept counts.

    Reviews that are in stay with their reviewers as work done, and a decision that was not
    published yet stays where it is and will not be. Called by the one function that moves
    suggestions, inside its transaction; a second call changes nothing. The standings are locked
    first, as scoring does, so that a review coming in is counted or refused.
    """
    standings = Standing.objects.in_round().filter(_is_open(), suggestion=suggestion)
    for standing in standings.order_by("pk").select_for_update():
        waiting = Assignment.objects.filter(
            round=standing.round_id, suggestion=suggestion, dropped_at__isnull=True
        ).unsubmitted()
        reviewers = list(waiting.values_list("reviewer", flat=True))
        Assignment.objects.filter(
            round=standing.round_id, suggestion=suggestion, reviewer__in=reviewers
        ).update(dropped_at=at)
        Panellist.objects.filter(round=standing.round_id, user__in=reviewers).update(
            assigned=F("assigned") - 1
        )
        Standing.objects.filter(pk=standing.pk).update(dropped_at=at)
        mark_stale(standing.round_id)
        Round.objects.filter(pk=standing.round_id).update(
            suggestion_count=F("suggestion_count") - 1,
            decided_count=F("decided_count") - int(bool(standing.outcome)),
        )


def _is_open() -> Q:
    """That nobody outside has heard of a decision."""
    kept_back = Decision.objects.unpublished().filter(
        round=OuterRef("round"), suggestion=OuterRef("suggestion")
    )
    return Q(outcome="") | Q(Exists(kept_back))
