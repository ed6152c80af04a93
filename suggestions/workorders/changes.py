"""Changes in order: numbered when they are first read or pushed, so that none is overtaken.

A number given when a change is made could come to light after a higher one: the reader's
cursor would pass it by. Here only rows that are committed get a number, under one lock.
"""

from datetime import date, datetime

from django.db import transaction

from portal.accounts.user import User
from suggestions.api.system import ConnectedSystem
from suggestions.clocks.committing import commit_to_day
from suggestions.history import Event, record
from suggestions.states import OPEN, Classification
from suggestions.suggestion import Suggestion
from suggestions.workorders.order import (
    COMMITTED,
    StatusChange,
    StatusChangeQuerySet,
    WorkOrder,
)

BATCH = 1000


class CannotCommit(Exception):
    """Nobody works on it any more: there is no date to promise."""


@transaction.atomic
def number_waiting(system: ConnectedSystem) -> int:
    """Give the committed changes of `system` their numbers, in the order they were made; how many.

    Readers at the same time wait for each other, writers for nobody.
    """
    waiting = StatusChange.objects.unnumbered().filter(system=system)
    if not waiting.exists():
        return 0
    row = ConnectedSystem.objects.select_for_update(no_key=True, of=("self",)).get(pk=system.pk)
    changes = list(waiting.order_by("pk")[:BATCH])
    for number, change in enumerate(changes, start=row.last_number + 1):
        change.number = number
    StatusChange.objects.bulk_update(changes, ["number"])
    row.last_number += len(changes)
    row.save(update_fields=["last_number"])
    return len(changes)


def told(system: ConnectedSystem) -> StatusChangeQuerySet:
    """The numbered changes of `system` in order; of sealed reports only that they are at an end."""
    rows = StatusChange.objects.tellable().filter(system=system, number__isnull=False)
    return rows.select_related("order__suggestion").order_by("number")


@transaction.atomic
def commit_date(order: WorkOrder, on: date, *, by: User, note: str, at: datetime) -> None:
    """Keep the date by which the matter will be settled, and tell author and other system.

    Measures with a committed date stand beside a reply in five working days (济南 Art. 24).
    Raises CannotCommit if it was answered, withdrawn or passed elsewhere meanwhile, and
    DayTooFar.
    """
    suggestion = Suggestion.objects.locked().get(pk=order.suggestion_id)
    if suggestion.state not in OPEN or suggestion.classification == Classification.REPORT:
        raise CannotCommit
    WorkOrder.objects.filter(pk=order.pk).update(committed_on=on)
    order.committed_on = on
    record(suggestion, Event.COMMITTED, by=by, note=note, after=on.isoformat())
    commit_to_day(suggestion, on, at=at)
    StatusChange.objects.create(
        order=order, system_id=order.system_id, status=COMMITTED, note=note, committed_on=on, at=at
    )
