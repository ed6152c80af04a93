"""When a leader receives people next."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from portal.organisation.leaders.leader import ReceptionDay, Week


def day_in_month(year: int, month: int, week: int, weekday: int) -> date:
    """The first, second … or last `weekday` (Monday 0) of a month."""
    if week == Week.LAST:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))


def next_day(reception: ReceptionDay, *, on: date) -> date | None:
    """The first day from `on` (included) on which it is held; None if it is over."""
    if reception.on:
        return reception.on if reception.on >= on else None
    week, weekday = reception.week, reception.weekday
    if week is None or weekday is None:
        return None
    held = day_in_month(on.year, on.month, week, weekday)
    if held >= on:
        return held
    later = date(on.year, on.month, 1) + timedelta(days=32)
    return day_in_month(later.year, later.month, week, weekday)


def coming(receptions: Iterable[ReceptionDay], *, on: date) -> list[tuple[date, ReceptionDay]]:
    """The reception days still to come from `on`, the next first."""
    dated = [(next_day(reception, on=on), reception) for reception in receptions]
    held = [(day, reception) for day, reception in dated if day]
    return sorted(held, key=lambda pair: (pair[0], pair[1].pk))
