"""Months and quarters: no day is left out, none is in two."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions.conversion.action import Rhythm
from suggestions.conversion.periods import ReportPeriod, ended_periods, period_of

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "start", "end"),
    [
        (date(2026, 2, 14), 1, date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 2, 29), 1, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2026, 12, 1), date(2026, 12, 31)),
        (date(2026, 5, 1), 3, date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), 3, date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_the_period_of_a_day(day, months, start, end):
    assert period_of(day, months) == ReportPeriod(start, end)


@given(day=DAYS, months=st.sampled_from([1, 3]))
def test_periods_follow_each_other_without_a_gap(day, months):
    period = period_of(day, months)

    assert period.start <= day <= period.end
    assert period_of(period.end + timedelta(days=1), months).start == period.end + timedelta(days=1)


@given(since=DAYS, length=st.integers(0, 800))
def test_only_what_has_ended_is_reported_on(since, length):
    on = since + timedelta(days=length)

    for rhythm in (Rhythm.MONTHLY, Rhythm.QUARTERLY):
        ended = list(ended_periods(rhythm, since, on))
        assert all(since <= period.end < on for period in ended)
        assert ended == sorted(ended, key=lambda period: period.start)


def test_half_a_year_is_six_months_or_two_quarters():
    since, on = date(2026, 1, 10), date(2026, 7, 1)

    assert len(list(ended_periods(Rhythm.MONTHLY, since, on))) == 6
    assert len(list(ended_periods(Rhythm.QUARTERLY, since, on))) == 2
    assert list(ended_periods(Rhythm.NONE, since, on)) == []
