"""Pausing: while the author or a panel has it, the clocks of a suggestion stand still."""

from datetime import datetime

from django.db import transaction

from portal.signals import changed
from portal.working_days.calendar import Calendar
from portal.working_days.stored import working_calendar
from suggestions.clocks.clock import ChangeKind, Clock, ClockChange, ClockPause, ClockQuerySet
from suggestions.clocks.counting import Pause, due_moment, put_off
from suggestions.suggestion import Suggestion


@transaction.atomic(savepoint=False)
def pause_clocks(suggestion: Suggestion, *, at: datetime, reason: str) -> int:
    """Let all clocks of `suggestion` stand still from `at`; returns how many do so now."""
    stopped = pause(suggestion.clocks.all(), at=at, reason=reason)
    changed(Clock, suggestion.clocks.values_list("pk", flat=True))
    return stopped


@transaction.atomic(savepoint=False)
def resume_clocks(suggestion: Suggestion, *, at: datetime) -> int:
    """Let the clocks of `suggestion` go on from `at`; returns how many do."""
    going_on = resume(suggestion.clocks.all(), at=at)
    changed(Clock, suggestion.clocks.values_list("pk", flat=True))
    return going_on


@transaction.atomic(savepoint=False)
def pause(clocks: ClockQuerySet, *, at: datetime, reason: str) -> int:
    """Let those of `clocks` that run stand still from `at`; returns how many."""
    keys = list(clocks.running().order_by().values_list("pk", flat=True))
    pauses = (ClockPause(clock_id=key, started_at=at, reason=reason) for key in keys)
    ClockPause.objects.bulk_create(pauses, batch_size=1000)
    return Clock.objects.filter(pk__in=keys).update(paused_at=at)


@transaction.atomic(savepoint=False)
def resume(clocks: ClockQuerySet, *, at: datetime) -> int:
    """Let those of `clocks` that stand still go on from `at`, and count their ends again.

    An extension goes on for the days that it still had; no end ever comes earlier.
    """
    still = list(clocks.open().filter(paused_at__isnull=False))
    keys = [clock.pk for clock in still]
    ClockPause.objects.filter(clock__in=keys, ended_at__isnull=True).update(ended_at=at)
    changes = _go_on(still, at)
    Clock.objects.bulk_update(still, ["due_at", "extended_to", "paused_at"], batch_size=500)
    ClockChange.objects.bulk_create(changes, batch_size=1000)
    return len(still)


def _go_on(clocks: list[Clock], at: datetime) -> list[ClockChange]:
    """Let unsaved `clocks` go on from `at`; returns what is to be noted."""
    calendar, pauses, changes = working_calendar(), pauses_of(clocks), []
    for clock in clocks:
        if clock.extended_to and clock.paused_at:
            stood = Pause(clock.paused_at, at)
            clock.extended_to = put_off(
                clock.extended_to, stood, rolls=clock.rolls, calendar=calendar
            )
        before = clock.due_at
        clock.due_at = max(due_of(clock, pauses.get(clock.pk, []), calendar), before)
        clock.paused_at = None
        if clock.due_at != before:
            changes.append(
                ClockChange(
                    clock=clock, kind=ChangeKind.RESUMED, before=before, after=clock.due_at, at=at
                )
            )
    return changes


def pauses_of(clocks: list[Clock]) -> dict[int, list[Pause]]:
    """The pauses of each clock that have ended, by its key; one query."""
    found: dict[int, list[Pause]] = {}
    rows = ClockPause.objects.filter(clock__in=clocks, ended_at__isnull=False)
    for key, start, end in rows.order_by("pk").values_list("clock", "started_at", "ended_at"):
        if end is not None:
            found.setdefault(key, []).append(Pause(start, end))
    return found


def due_of(clock: Clock, pauses: list[Pause], calendar: Calendar) -> datetime:
    """When `clock` ends as its copied rule counts today; an extension is never cut short."""
    due = due_moment(clock, clock.started_at, calendar=calendar, pauses=pauses)
    return max(due, clock.extended_to) if clock.extended_to else due
