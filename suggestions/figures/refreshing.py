"""Refreshing: counting anew what has changed, soon after it was committed.

Whatever changes a suggestion's facts writes an entry of the queue in the same transaction. A
task takes a batch of entries, gathers the facts again, and adds the difference to the cells; all
of it in one transaction, so that a counter is never half changed or changed twice.
"""

from collections.abc import Iterable
from datetime import datetime

from celery import shared_task
from django.db import transaction

from portal.bulk import insert_many
from suggestions.clocks.clock import Clock
from suggestions.figures.case_facts import CaseFacts, FactsQueue
from suggestions.figures.cells import Sums
from suggestions.figures.counts import COUNTERS
from suggestions.figures.gathering import gather
from suggestions.figures.keeper import held, hold, rest, swept, wake

BATCH = 500
GATHER_FOR = 5
"""Seconds in which changes are gathered before they are counted."""
COLUMNS = ("month", "unit", "units", "topic", "topics", "channel", "handling_days", *COUNTERS)


def mark(suggestions: Iterable[int]) -> None:
    """Have these suggestions counted again after the present transaction has committed."""
    entries = [FactsQueue(suggestion_id=key) for key in set(suggestions)]
    if not entries:
        return
    insert_many(entries)
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    """Queue one task however many changes there are."""
    if wake():
        refresh_figures.apply_async(countdown=GATHER_FOR)


@shared_task
def refresh_figures() -> None:
    """Count again what waits; may run twice or late, and beside itself."""
    rest()
    while FactsQueue.objects.exists():
        with held() as now:
            refresh_batch(at=now)


@shared_task
def sweep_figures() -> None:
    """Count again whose clock has run out since the last sweep, and what a lost task left."""
    with held() as now:
        sweep(at=now)
    refresh_figures()


@transaction.atomic
def sweep(*, at: datetime) -> None:
    """Queue the suggestions of which a clock ran out between the last sweep and `at`."""
    keeper = hold()
    late = Clock.objects.overdue(at)
    if keeper.swept_until:
        late = late.filter(due_at__gte=keeper.swept_until)
    keys = late.order_by().values_list("suggestion", flat=True).distinct()
    entries = (FactsQueue(suggestion_id=key) for key in keys.iterator())
    FactsQueue.objects.bulk_create(entries, batch_size=BATCH)
    swept(keeper, at)


@transaction.atomic
def refresh_batch(*, at: datetime) -> bool:
    """Count the first entries of the queue again; False if it was empty."""
    if not FactsQueue.objects.exists():
        return False
    hold()
    entries = list(FactsQueue.objects.order_by("pk")[:BATCH])
    count_again({entry.suggestion_id for entry in entries}, at=at)
    FactsQueue.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return bool(entries)


def count_again(keys: set[int], *, at: datetime) -> None:
    """Bring facts and cells of these suggestions up to date. The figures are held."""
    sums = Sums()
    facts = gather(keys, at=at)
    for old in CaseFacts.objects.filter(pk__in=keys):
        sums.add(old, -1)
    for new in facts:
        sums.add(new)
    CaseFacts.objects.filter(pk__in=keys - {new.pk for new in facts}).delete()
    CaseFacts.objects.bulk_create(
        facts, update_conflicts=True, unique_fields=["suggestion"], update_fields=COLUMNS
    )
    sums.apply()
