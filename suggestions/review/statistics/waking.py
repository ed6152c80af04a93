"""When the statistics of a round are computed again: soon after a change, never all the time."""

from datetime import datetime, timedelta

from celery import shared_task
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from suggestions.review.round import Round
from suggestions.review.statistics.computing import compute
from suggestions.review.statistics.kept import RoundStatistics

GATHER_FOR = 20
"""Seconds in which the reviews of one round are gathered into one computation."""
REST = 20
"""Pause after a computation, as a multiple of what it took: a twentieth of the time at most."""
LOST_AFTER = timedelta(minutes=10)
"""A computation that was queued and has not begun by then is queued again."""


def mark_stale(round: int) -> None:
    """Have the statistics of the round with this key computed again, after the commit."""
    transaction.on_commit(lambda: _wake(round), robust=True)


def _wake(round: int) -> None:
    """Queue one computation however many reviews come in: only who sets the mark queues."""
    now = timezone.now()
    row = RoundStatistics.objects.filter(pk=round).values_list("stale", "due_at").first()
    if row is None:
        RoundStatistics.objects.get_or_create(pk=round)
        row = (True, None)
    stale, due_at = row
    if not stale:
        RoundStatistics.objects.filter(pk=round).update(stale=True)
    if _is_due(due_at, now) and _take(round, now):
        recompute.apply_async([round], countdown=GATHER_FOR)


def _is_due(due_at: datetime | None, now: datetime) -> bool:
    return due_at is None or due_at <= now


def _take(round: int, now: datetime) -> bool:
    """Whether this process is the one that queues."""
    due = Q(due_at__isnull=True) | Q(due_at__lte=now)
    rows = RoundStatistics.objects.filter(due, pk=round)
    return bool(rows.update(due_at=now + LOST_AFTER))


@shared_task
def recompute(round: int) -> None:
    """Compute the statistics of the round with this key; may run twice or late.

    The mark goes first: what commits while this computes sets it again.
    """
    row = Round.objects.filter(pk=round).select_related("rubric").first()
    if row is not None:
        compute_now(row)


def compute_now(round: Round) -> RoundStatistics:
    """Compute and keep the statistics of `round` at once; what comes back is fresh.

    A failure of the database leaves the mark, so that it is tried again.
    """
    began = timezone.now()
    RoundStatistics.objects.get_or_create(pk=round.pk)
    RoundStatistics.objects.filter(pk=round.pk).update(stale=False)
    try:
        statistics = compute(round, at=began)
    except DatabaseError:
        RoundStatistics.objects.filter(pk=round.pk).update(stale=True)
        raise
    ended = timezone.now()
    pause = max(timedelta(seconds=GATHER_FOR), REST * (ended - began))
    RoundStatistics.objects.filter(pk=round.pk).update(due_at=ended + pause)
    return statistics


@shared_task
def recompute_stale() -> None:
    """Compute what was marked and is due: a task was lost, or it was too early for one."""
    due = Q(due_at__isnull=True) | Q(due_at__lte=timezone.now())
    for round in RoundStatistics.objects.filter(due, stale=True).values_list("pk", flat=True):
        recompute(round)
