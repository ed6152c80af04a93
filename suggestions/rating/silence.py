"""Silence: what nobody has rated in time is closed, and counts as not rated."""

from datetime import datetime, timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from suggestions.rating.asking import Asking, AskingEnd
from suggestions.rating.asking_door import end
from suggestions.rating.calling import close
from suggestions.rating.rating_door import locked, reply_stands

SWEEP = 500  # askings per run
CALL_AT_LEAST_ONCE = timedelta(days=30)
"""Who is to be called waits so much longer; after that it is kept that nobody called."""


@shared_task
def close_unrated() -> int:
    """Close what was not rated in time; returns how many. May run twice, late, or in parallel."""
    now = timezone.now()
    overdue = Asking.objects.overdue(now).order_by("due_at", "pk")
    waits = overdue.filter(
        call_from__isnull=False, attempts__isnull=True, due_at__gte=now - CALL_AT_LEAST_ONCE
    )
    overdue = overdue.exclude(pk__in=waits.values("pk")).exclude(claimed_until__gte=now)
    keys = overdue.values_list("pk", flat=True)[:SWEEP]
    return sum(_close(key, at=now) for key in list(keys))


@transaction.atomic
def _close(key: int, *, at: datetime) -> bool:
    row = locked(Asking.objects.get(pk=key))
    on_the_line = row.claimed_until is not None and row.claimed_until >= at
    if row.closed_at is not None or row.due_at >= at or on_the_line:
        return False
    end(row, how_it_ends(row), at=at)
    close(row.suggestion)
    return True


def how_it_ends(asking: Asking) -> AskingEnd:
    """Why there is no rating: silence, nobody called, or the matter is worked on again."""
    if not reply_stands(asking):
        return AskingEnd.CANCELLED
    called = asking.attempts.exists()
    if asking.call_from is not None and not called:
        return AskingEnd.NOT_CALLED
    return AskingEnd.UNREACHABLE if called else AskingEnd.SILENT
