"""Passing open suggestions on when the unit in charge of them is dissolved."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.holdings import Holding
from portal.organisation.unit import Unit
from portal.signals import changed
from suggestions.chain.recording import note_many
from suggestions.history import Entry, Event
from suggestions.states import OPEN, Classification, State
from suggestions.suggestion import Suggestion, SuggestionQuerySet

BATCH = 500
"""Suggestions changed by one handful of queries."""

WORKED_ON = OPEN | {State.ANSWERED, State.ADOPTED, State.PARTLY_ADOPTED}
"""Something is still to be done: an answer, its rating, or what was adopted."""


@transaction.atomic
def pass_on(unit: Unit, successor: Unit, *, by: User | None, at: datetime) -> int:
    """Put `successor` in charge of what `unit` still works on; returns how much that was.

    Reports against someone go along whatever their state if the successor is the office that
    reads them, and stay where they are otherwise: nobody else may come to see them.
    """
    rows = held_by(unit, successor)
    return sum(_pass_batch(keys, unit, successor, by, at) for keys in _batches(rows))


def held_by(unit: Unit, successor: Unit) -> SuggestionQuerySet:
    """The suggestions of `unit` that would go to `successor`."""
    report = Q(classification=Classification.REPORT)
    working = Q(state__in=WORKED_ON) & ~report
    passing = working | report if successor.receives_reports else working
    return Suggestion.objects.filter(passing, unit=unit)


def holdings(unit: Unit, on: date) -> list[Holding]:
    """What `unit` works on, for the page before it is dissolved; reports are not counted there."""
    rows = Suggestion.objects.filter(unit=unit, state__in=WORKED_ON).unsealed()
    return [Holding(_("Open suggestions"), rows.count(), _("They go to the successor."))]


def _batches(rows: SuggestionQuerySet) -> Iterator[list[int]]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _pass_batch(keys: list[int], unit: Unit, successor: Unit, by: User | None, at: datetime) -> int:
    rows = list(Suggestion.objects.filter(pk__in=keys, unit=unit).locked().order_by("pk"))
    entries = Entry.objects.bulk_create(
        Entry(
            suggestion=row,
            event=Event.ASSIGNED,
            at=at,
            by=by,
            before=unit.code[:16],
            after=successor.code[:16],
        )
        for row in rows
    )
    note_many(entries, at=at)
    held = [row.pk for row in rows]
    Suggestion.objects.filter(pk__in=held).update(unit=successor)
    changed(Suggestion, held)
    return len(held)
