"""Running: clocks are started, met, cancelled and handed over; pausing and extending beside it.

Call these inside the transaction that holds the suggestions' locks. Nothing is deleted: what a
clock once said stays readable.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from portal.bulk import insert_many
from portal.organisation.unit import Unit
from portal.signals import changed
from portal.working_days.calendar import Calendar
from portal.working_days.stored import working_calendar
from suggestions.clocks.choosing import RuleBook, rule_book
from suggestions.clocks.clock import Clock, ClockPause, ClockQuerySet
from suggestions.clocks.counting import due_moment
from suggestions.clocks.extending import CannotExtend, extend_clock
from suggestions.clocks.pausing import pause, pause_clocks, resume, resume_clocks
from suggestions.clocks.rule import ClockRule
from suggestions.clocks.step import Start, Step
from suggestions.suggestion import Suggestion

__all__ = [
    "CannotExtend",
    "begin",
    "cancel",
    "cancel_clocks",
    "extend_clock",
    "hand_over",
    "meet",
    "meet_clock",
    "pause",
    "pause_clocks",
    "resume",
    "resume_clocks",
    "start_clock",
]


@transaction.atomic(savepoint=False)
def start_clock(
    suggestion: Suggestion, step: Step, *, at: datetime, unit: Unit | None = None
) -> Clock | None:
    """Start the clock of `step` that `unit` (by default who is in charge) owes from `at`.

    Returns the clock, the open one if it runs already, or None if no rule says when.
    """
    owing = unit or suggestion.unit
    running = suggestion.clocks.open().filter(step=step, unit=owing).first()
    if running:
        return running
    calendar = working_calendar()
    rule = rule_book([suggestion]).rule_for(suggestion, step, at=at, calendar=calendar)
    if rule is None:
        return None
    clock = _clock(rule, suggestion, owing.pk, at, calendar)
    clock.save(force_insert=True)
    return clock


@transaction.atomic(savepoint=False)
def begin(
    suggestions: Sequence[Suggestion],
    start: Start,
    *,
    at: datetime | None = None,
    also: Sequence[Step] = (),
) -> int:
    """Start all clocks that run from `start`, and `also`, for the units in charge; how many.

    Without `at` each begins when its suggestion was handed in, unless that step was begun
    before. Four queries however many suggestions.
    """
    book = rule_book(suggestions)
    wanted = {
        (suggestion.pk, step.value, suggestion.unit_id): suggestion
        for suggestion in suggestions
        for step in book.steps_from(suggestion, start, also=also)
    }
    begun = Clock.objects.open() if at else Clock.objects.filter(cancelled_at__isnull=True)
    for key in _keys_of(begun, suggestions) if wanted else ():
        wanted.pop(key, None)
    clocks = list(_clocks(wanted, book, at))
    insert_many(clocks)
    return len(clocks)


@transaction.atomic(savepoint=False)
def meet_clock(
    suggestion: Suggestion, step: Step, *, at: datetime, unit: Unit | None = None
) -> int:
    """The step was done at `at`, by `unit` or, without one, for all who owe it; how many met."""
    clocks = suggestion.clocks.filter(step=step)
    met = meet(clocks.of_units([unit]) if unit else clocks, at=at)
    changed(Clock, met)
    return len(met)


@transaction.atomic(savepoint=False)
def meet(clocks: ClockQuerySet, *, at: datetime) -> list[int]:
    """The steps of those `clocks` that are open were done at `at`; returns their keys.

    A clock that stands still was in time if it was so when it stopped.
    """
    met = list(clocks.open().order_by().values_list("pk", "paused_at", "due_at"))
    still = [key for key, paused_at, due_at in met if paused_at and paused_at <= due_at < at]
    Clock.objects.filter(pk__in=still).update(due_at=at)
    return _end(met, met_at=at)


@transaction.atomic(savepoint=False)
def cancel_clocks(suggestion: Suggestion, *, at: datetime) -> int:
    """Nothing of `suggestion` is owed any longer; returns how many clocks end."""
    ended = cancel(suggestion.clocks.all(), at=at)
    changed(Clock, ended)
    return len(ended)


@transaction.atomic(savepoint=False)
def cancel(clocks: ClockQuerySet, *, at: datetime) -> list[int]:
    """End those of `clocks` that are open without their being met; returns their keys."""
    ended = list(clocks.open().order_by().values_list("pk", "paused_at", "due_at"))
    return _end(ended, cancelled_at=at)


@transaction.atomic(savepoint=False)
def hand_over(suggestion: Suggestion, unit: Unit, *, before: Unit, at: datetime) -> int:
    """Let `unit` owe what `before` owed of `suggestion`, with the time that is left.

    What it owes already ends for `before`. Returns how many clocks pass on.
    """
    if unit.pk == before.pk:
        return 0
    clocks = suggestion.clocks.open()
    owed = clocks.of_units([unit]).values_list("step", flat=True)
    cancel(suggestion.clocks.of_units([before]).filter(step__in=list(owed)), at=at)
    return clocks.of_units([before]).update(unit=unit)


def _keys_of(
    clocks: ClockQuerySet, suggestions: Sequence[Suggestion]
) -> Iterable[tuple[int, str, int]]:
    """The suggestion, step and unit of each of `clocks`."""
    rows = clocks.filter(suggestion__in=[row.pk for row in suggestions])
    return rows.order_by().values_list("suggestion", "step", "unit")


def _clocks(
    wanted: dict[tuple[int, str, int], Suggestion], book: RuleBook, at: datetime | None
) -> Iterable[Clock]:
    calendar = working_calendar()
    for (_key, step, unit), suggestion in wanted.items():
        start = at or suggestion.submitted_at
        rule = book.rule_for(suggestion, Step(step), at=start, calendar=calendar)
        if rule:
            yield _clock(rule, suggestion, unit, start, calendar)


def _clock(
    rule: ClockRule, suggestion: Suggestion, unit: int, at: datetime, calendar: Calendar
) -> Clock:
    """An unsaved clock that has copied what the rule says today."""
    return Clock(
        suggestion=suggestion,
        step=rule.step,
        unit_id=unit,
        rule=rule,
        length=rule.length,
        length_unit=rule.length_unit,
        rolls=rule.rolls,
        source=rule.source,
        extension_days=rule.extension_days,
        may_commit=rule.may_commit,
        started_at=at,
        due_at=due_moment(rule, at, calendar=calendar),
    )


def _end(clocks: list[tuple[int, datetime | None, datetime]], **ending: datetime) -> list[int]:
    """Write the end of clocks (key, paused, due), and of the pauses they are in."""
    if not clocks:
        return []
    (at,) = ending.values()
    paused = [key for key, paused_at, _due in clocks if paused_at]
    ClockPause.objects.filter(clock__in=paused, ended_at__isnull=True).update(ended_at=at)
    keys = [key for key, _paused, _due in clocks]
    Clock.objects.filter(pk__in=keys).update(**ending)
    return keys
