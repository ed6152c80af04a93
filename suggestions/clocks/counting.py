"""Counting: when a time limit ends. Pure functions; nothing here reads the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

from portal.working_days.calendar import ONE_DAY, Calendar
from suggestions.clocks.step import TimeUnit

NO_TIME = timedelta(0)


class Length(Protocol):
    """What a time limit says about its length: a rule, or a clock that copied one."""

    length: int
    rolls: bool

    @property
    def length_unit(self) -> str:
        """One of TimeUnit."""


@dataclass(frozen=True)
class Pause:
    """A time in which a clock stands still."""

    start: datetime
    end: datetime


def due_moment(
    rule: Length, start: datetime, *, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> datetime:
    """The last moment at which a step that began at `start` is in time.

    Days end with their last moment, local time. The day of the start is not counted (Civil
    Code, Art. 201); if the rule rolls and the last day is no working day, the next working
    day is the last (Art. 203). Hours run through nights and holidays. A pause leaves out the
    days after the one on which it begins up to the one on which it ends; of hours, its exact
    time. Nothing ends within a pause. Working days end on a working day whether the rule rolls
    or not.
    """
    if rule.length_unit == TimeUnit.HOUR:
        stood_still = sum((pause.end - pause.start for pause in pauses), NO_TIME)
        return start + timedelta(hours=rule.length) + stood_still
    working = rule.length_unit == TimeUnit.WORKING_DAY
    days, begun = _days(pauses), timezone.localdate(start)
    last = _counted(rule.length, begun, days, calendar, working)
    rolls = rule.rolls or working
    last = calendar.working_day_from(last) if rolls else last
    for first, end in days:
        if first <= last < end:
            last = calendar.working_day_from(end) if rolls else end
    return end_of(last)


def put_off(end: datetime, pause: Pause, *, rolls: bool, calendar: Calendar) -> datetime:
    """When a time that was to last until `end` is over after `pause`: that many days later.

    What was over when it stopped stays so.
    """
    days = timezone.localdate(pause.end) - timezone.localdate(pause.start)
    if pause.start > end or not days:
        return end
    last = timezone.localdate(end) + days
    return end_of(calendar.working_day_from(last) if rolls else last)


def end_of(day: date) -> datetime:
    """The last moment of a local day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _days(pauses: Sequence[Pause]) -> list[tuple[date, date]]:
    """The local days on which each pause begins and ends, in order."""
    return sorted((timezone.localdate(p.start), timezone.localdate(p.end)) for p in pauses)


def _counted(
    count: int, day: date, pauses: list[tuple[date, date]], calendar: Calendar, working: bool
) -> date:
    """The `count`-th day after `day` of those that count; none does within a pause."""
    while count:
        day += ONE_DAY
        if not any(start < day <= end for start, end in pauses):
            count -= calendar.is_working_day(day) if working else 1
    return day
