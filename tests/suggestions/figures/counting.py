"""Suggestions with a known course, and counting them."""

from datetime import datetime, timedelta

from django.utils import timezone

from suggestions.clocks.clock import Clock
from suggestions.clocks.step import Step, TimeUnit
from suggestions.figures.case_facts import FactsQueue
from suggestions.figures.cells import Cell, Kind
from suggestions.figures.counts import counts_of
from suggestions.figures.refreshing import refresh_batch
from suggestions.history import Entry, Event
from suggestions.states import State
from tests.factories import SuggestionFactory

HANDED_IN = timezone.make_aware(datetime.fromisoformat("2026-03-10T09:00:00"))
NOW = timezone.make_aware(datetime.fromisoformat("2026-06-01T09:00:00"))


def handed_in(unit, **more):
    """A suggestion, of March 2026 unless said, that `unit` is in charge of."""
    return SuggestionFactory(unit=unit, **{"submitted_at": HANDED_IN} | more)


def reply_to(suggestion, *, after):
    """The first reply, `after` the handing in."""
    at = HANDED_IN + after
    Entry.objects.create(
        suggestion=suggestion, event=Event.MOVED, at=at, by=None, after=State.ANSWERED
    )
    suggestion.state = State.ANSWERED
    suggestion.save()


def clock_of(suggestion, step=Step.REPLY, *, due, met=None):
    """A clock due and perhaps met so long after the handing in."""
    return Clock.objects.create(
        suggestion=suggestion,
        step=step,
        unit=suggestion.unit,
        length=15,
        length_unit=TimeUnit.DAY,
        rolls=True,
        source="§",
        started_at=HANDED_IN,
        due_at=HANDED_IN + due,
        met_at=None if met is None else HANDED_IN + met,
    )


def count(at=NOW):
    """Count whatever waits."""
    while refresh_batch(at=at):
        pass


def cell(unit, kind=Kind.ALL, value=""):
    """The counts of March 2026 at `unit` that are not nought."""
    found = Cell.objects.filter(unit=unit, kind=kind, value=value, month="2026-03-01").first()
    return {name: n for name, n in counts_of(found).items() if n} if found else {}


def waits(suggestion):
    """Whether the suggestion is to be counted again."""
    return FactsQueue.objects.filter(suggestion_id=suggestion.pk).exists()


def days(number):
    """So many days."""
    return timedelta(days=number)
