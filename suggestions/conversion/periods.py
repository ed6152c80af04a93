"""Periods: the calendar months and quarters about which units report."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from suggestions.conversion.action import Rhythm

MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}


@dataclass(frozen=True)
class ReportPeriod:
    """First and last day, both included."""

    start: date
    end: date


def ended_periods(rhythm: str, since: date, on: date) -> Iterator[ReportPeriod]:
    """The periods with a day from `since` on that have ended before `on`, oldest first."""
    months = MONTHS.get(Rhythm(rhythm))
    if months is None:
        return
    period = period_of(since, months)
    while period.end < on:
        yield period
        period = period_of(period.end + timedelta(days=1), months)


def period_of(day: date, months: int) -> ReportPeriod:
    """The month (`months` = 1) or quarter (3) that holds `day`."""
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return ReportPeriod(
        date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])
    )
