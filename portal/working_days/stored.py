"""The calendar in use: the country's with the special days that are stored here."""

from datetime import date

from django.core.cache import cache
from django.db import transaction

from portal.working_days.calendar import Calendar
from portal.working_days.special_day import SpecialDay

CACHE_KEY = "special-days"
CACHED_FOR = 30
"""Seconds in which another process may still count without a day that was just entered."""


def working_calendar() -> Calendar:
    """The calendar in use; the special days are read from the database every half minute."""
    special: dict[date, bool] | None = cache.get(CACHE_KEY)
    if special is None:
        special = dict(SpecialDay.objects.order_by().values_list("day", "is_working"))
        cache.set(CACHE_KEY, special, CACHED_FOR)
    return Calendar(special)


def forget_special_days() -> None:
    """Have the special days read again: at once in this transaction, and after its end."""
    cache.delete(CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(CACHE_KEY), robust=True)


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`."""
    return working_calendar().is_working_day(day)


def after_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`; raises ValueError if `count` is less than one."""
    return working_calendar().after_working_days(day, count)


def is_announced(year: int) -> bool:
    """Whether the make-up working days of `year` are known."""
    return working_calendar().is_announced(year)


def unannounced_years(first: date, last: date) -> list[int]:
    """The years between both days, ends included, whose working days are still a guess."""
    return working_calendar().unannounced_years(first, last)
