"""When a time limit ends: holidays, make-up days, leap days, hours and pauses."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.working_days.calendar import Calendar
from suggestions.clocks.counting import Pause, due_moment
from suggestions.clocks.step import TimeUnit

CHINA = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar()


@dataclass(frozen=True)
class Limit:
    """A length and how it is counted."""

    length: int
    length_unit: str
    rolls: bool = True


def at(text):
    """A moment of local time."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def last_day(limit, start, pauses=(), calendar=CALENDAR):
    due = due_moment(limit, start, calendar=calendar, pauses=pauses).astimezone(CHINA)
    assert due.time() == time.max
    return due.date()


def days(length, rolls=True):
    return Limit(length, TimeUnit.DAY, rolls)


def working_days(length):
    return Limit(length, TimeUnit.WORKING_DAY)


@pytest.mark.parametrize(
    ("limit", "start", "last"),
    [
        # the day of the start is not counted
        (days(15), "2026-11-02 09:00", date(2026, 11, 17)),
        # the last day is a Sunday: the next Monday is the last
        (days(15), "2026-11-07 09:00", date(2026, 11, 23)),
        # the last day lies in the National Day holidays (1-7 October): the 8th
        (days(15), "2026-09-18 09:00", date(2026, 10, 8)),
        # the last day is a Saturday that makes up for holidays: offices work
        (days(15), "2026-09-25 09:00", date(2026, 10, 10)),
        # the last day is a Sunday before the National Day that makes up for them
        (days(15), "2026-09-05 09:00", date(2026, 9, 20)),
        # sixty days into the Spring Festival (15-23 February 2026): the 24th
        (days(60), "2025-12-20 09:00", date(2026, 2, 24)),
        # over a leap day, 29 February 2028 (a Tuesday)
        (days(15), "2028-02-16 09:00", date(2028, 3, 2)),
        (days(1), "2028-02-28 09:00", date(2028, 2, 29)),
        # not over one
        (days(15), "2027-02-17 09:00", date(2027, 3, 4)),
        # the last day is a Saturday and the rule does not roll
        (days(1, rolls=False), "2026-11-20 23:59", date(2026, 11, 21)),
        # the same day
        (days(0, rolls=False), "2026-11-21 00:00", date(2026, 11, 21)),
        (days(0), "2026-11-21 12:00", date(2026, 11, 23)),
        # five working days over a weekend
        (working_days(5), "2026-11-20 09:00", date(2026, 11, 27)),
        # over the National Day: 8, 9, 10 (make-up Saturday), 12 and 13 October
        (working_days(5), "2026-09-30 09:00", date(2026, 10, 13)),
        # over the Spring Festival: 14 (make-up Saturday), 24, 25, 26, 27 February
        (working_days(5), "2026-02-13 09:00", date(2026, 2, 27)),
        # 28 February is a make-up Saturday
        (working_days(6), "2026-02-13 09:00", date(2026, 2, 28)),
        # handed in on a holiday
        (working_days(1), "2026-10-03 09:00", date(2026, 10, 8)),
        # into a year without announced make-up days: counted by the festivals alone
        (working_days(2), "2026-12-31 09:00", date(2027, 1, 5)),
    ],
)
def test_the_last_day(limit, start, last):
    assert last_day(limit, at(start)) == last


def test_the_local_day_of_the_start_counts_not_that_of_greenwich():
    start = datetime(2026, 11, 2, 17, 0, tzinfo=ZoneInfo("UTC"))  # 1 a.m. on the 3rd

    assert last_day(working_days(1), start) == date(2026, 11, 4)


@pytest.mark.parametrize(
    ("hours", "start", "due"),
    [
        (24, "2026-11-20 23:30", "2026-11-21 23:30"),  # over midnight, on a Saturday
        (2, "2026-12-31 23:00", "2027-01-01 01:00"),
        (24, "2028-02-28 12:00", "2028-02-29 12:00"),
    ],
)
def test_hours_run_through_nights_and_holidays(hours, start, due):
    limit = Limit(hours, TimeUnit.HOUR, rolls=False)

    assert due_moment(limit, at(start), calendar=CALENDAR) == at(due)


@pytest.mark.parametrize(
    ("limit", "start", "pause", "last"),
    [
        # from Friday to Monday: of working days only the Monday is left out
        (working_days(5), "2026-11-16 09:00", ("2026-11-20", "2026-11-23"), date(2026, 11, 24)),
        # of calendar days three are left out
        (days(5, False), "2026-11-16 09:00", ("2026-11-20", "2026-11-23"), date(2026, 11, 24)),
        # it goes on the day on which it stopped
        (days(5, False), "2026-11-16 09:00", ("2026-11-18", "2026-11-18"), date(2026, 11, 21)),
        # it stopped on its last day: the last day is the one on which it goes on
        (days(5, False), "2026-11-16 09:00", ("2026-11-21", "2026-11-25"), date(2026, 11, 25)),
        # it was over when it stopped
        (days(5, False), "2026-11-16 09:00", ("2026-11-22", "2026-11-25"), date(2026, 11, 21)),
        # it stopped on the Sunday before the Monday to which its end had moved
        (days(5), "2026-11-16 09:00", ("2026-11-22", "2026-11-25"), date(2026, 11, 25)),
        # it stopped in the National Day holidays, which end on the 8th, and went on after them
        (days(15), "2026-09-18 09:00", ("2026-10-05", "2026-10-16"), date(2026, 10, 16)),
        # it went on on a Saturday: the Monday is the last day
        (days(5), "2026-11-16 09:00", ("2026-11-22", "2026-11-28"), date(2026, 11, 30)),
    ],
)
def test_a_pause_leaves_days_out(limit, start, pause, last):
    stopped, went_on = (at(f"{day} 10:00") for day in pause)

    assert last_day(limit, at(start), [Pause(stopped, went_on)]) == last


def test_a_pause_leaves_out_hours_exactly():
    limit = Limit(4, TimeUnit.HOUR, rolls=False)
    pause = Pause(at("2026-11-20 10:00"), at("2026-11-20 11:30"))

    due = due_moment(limit, at("2026-11-20 09:00"), calendar=CALENDAR, pauses=[pause])

    assert due == at("2026-11-20 14:30")


def test_a_special_day_outranks_the_calendar():
    typhoon = Calendar({date(2026, 11, 23): False})
    weekend = Calendar({date(2026, 11, 21): True})

    assert last_day(working_days(1), at("2026-11-20 09:00"), calendar=typhoon) == date(2026, 11, 24)
    assert last_day(working_days(1), at("2026-11-20 09:00"), calendar=weekend) == date(2026, 11, 21)


FIRST, LAST = datetime.fromisoformat("2019-01-01"), datetime.fromisoformat("2030-12-31")
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(CHINA))
LIMITS = st.builds(Limit, st.integers(0, 90), st.sampled_from(list(TimeUnit.values)), st.booleans())


@given(limit=LIMITS, start=MOMENTS)
def test_what_rolls_never_ends_on_a_day_off(limit, start):
    if limit.length_unit == TimeUnit.DAY and limit.rolls:
        assert CALENDAR.is_working_day(last_day(limit, start))
    if limit.length_unit == TimeUnit.WORKING_DAY:
        assert CALENDAR.is_working_day(last_day(limit, start))


@given(limit=LIMITS, start=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=40)))
def test_who_begins_later_never_ends_earlier(limit, start, later):
    due, after = (due_moment(limit, moment, calendar=CALENDAR) for moment in (start, start + later))

    assert start <= due <= after


@given(limit=LIMITS, start=MOMENTS)
def test_a_longer_limit_never_ends_earlier(limit, start):
    longer = Limit(limit.length + 1, limit.length_unit, limit.rolls)

    assert due_moment(limit, start, calendar=CALENDAR) <= due_moment(
        longer, start, calendar=CALENDAR
    )


@given(
    limit=LIMITS,
    start=MOMENTS,
    wait=st.timedeltas(timedelta(0), timedelta(days=60)),
    length=st.timedeltas(timedelta(0), timedelta(days=60)),
)
def test_a_pause_never_makes_a_limit_shorter_nor_ends_after_it(limit, start, wait, length):
    pause = Pause(start + wait, start + wait + length)
    plain = due_moment(limit, start, calendar=CALENDAR)

    due = due_moment(limit, start, calendar=CALENDAR, pauses=[pause])

    assert due >= plain
    if limit.length_unit != TimeUnit.HOUR and pause.start <= plain:
        assert due >= pause.end
