"""Working days of mainland China: weekends and public holidays off, make-up days at work.

The State Council announces each year's days in the autumn before it; the package `holidays`
learns them with its next version. Until then a year is counted by the festivals alone, and
`is_announced` says so.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=16)
def _calendar(year: int) -> holidays.HolidayBase:
    """The days of one year; read once in each process."""
    return holidays.country_holidays("CN", years=year)


def is_announced(year: int) -> bool:
    """Whether the make-up working days of `year` are known; every year since 2002 has some."""
    return any(day.year == year for day in _calendar(year).weekend_workdays)


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`, make-up days on weekends included."""
    calendar = _calendar(day.year)
    if day in calendar.weekend_workdays:
        return True
    return day.weekday() < SATURDAY and day not in calendar


def after_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which is not counted itself.

    Periods run this way in Chinese law: the day on which they begin is left out (Civil
    Code, Article 201). Raises ValueError if `count` is less than one.
    """
    if count < 1:
        raise ValueError(f"{count} working days")
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def unannounced_years(first: date, last: date) -> list[int]:
    """The years between both days, ends included, whose working days are still a guess."""
    return [year for year in range(first.year, last.year + 1) if not is_announced(year)]
