"""Working days of mainland China: weekends and public holidays off, make-up days at work.

The State Council announces each year's days in the autumn before it; the package `holidays`
learns them with its next version. Until then a year is counted by the festivals alone, and
`is_announced` says so. Special days, which an office enters itself, outrank all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=16)
def _year(year: int) -> holidays.HolidayBase:
    """The days of one year; read once in each process."""
    return holidays.country_holidays("CN", years=year)


@lru_cache(maxsize=4096)
def _works(day: date) -> bool:
    """Whether the country's offices work on `day`; imports ask for the same days over and over."""
    year = _year(day.year)
    return day in year.weekend_workdays or (day.weekday() < SATURDAY and day not in year)


@dataclass(frozen=True)
class Calendar:
    """The country's calendar with an office's special days: day, whether offices work."""

    special: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`, make-up days on weekends included."""
        return self.special[day] if day in self.special else _works(day)

    def after_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is not counted itself.

        Periods run this way in Chinese law: the day on which they begin is left out (Civil
        Code, Article 201). Raises ValueError if `count` is less than one.
        """
        if count < 1:
            raise ValueError(f"{count} working days")
        while count:
            day += ONE_DAY
            count -= self.is_working_day(day)
        return day

    def working_day_from(self, day: date) -> date:
        """`day` if offices work on it, otherwise the next day on which they do.

        So a period ends whose last day is a public holiday (Civil Code, Article 203).
        """
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days there are after `first` up to `last`, which is counted."""
        days = range(1, (last - first).days + 1)
        return sum(self.is_working_day(first + timedelta(days=count)) for count in days)

    def is_announced(self, year: int) -> bool:
        """Whether the make-up working days of `year` are known; every year since 2002 has some."""
        if any(day.year == year for day in _year(year).weekend_workdays):
            return True
        entered = (day for day, works in self.special.items() if works and day.year == year)
        return any(day.weekday() >= SATURDAY for day in entered)

    def unannounced_years(self, first: date, last: date) -> list[int]:
        """The years between both days, ends included, whose working days are still a guess."""
        years = range(first.year, last.year + 1)
        return [year for year in years if not self.is_announced(year)]
