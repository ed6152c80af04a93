"""Working days of mainland China, make-up days included."""

from datetime import date

import pytest

from portal.working_days.stored import (
    after_working_days,
    is_announced,
    is_working_day,
    unannounced_years,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 10, 1), False),  # National Day
        (date(2026, 10, 10), True),  # a Saturday that makes up for the holidays
        (date(2026, 2, 14), True),  # a Saturday before the Spring Festival
    ],
)
def test_weekends_and_holidays_are_off_and_make_up_days_are_not(day, works):
    assert is_working_day(day) == works


def test_the_day_on_which_a_period_begins_is_not_counted():
    assert after_working_days(date(2026, 11, 20), 5) == date(2026, 11, 27)


def test_a_week_of_holidays_is_passed_over_and_its_make_up_day_counted():
    # 8, 9, 10 (make-up Saturday), 12 and 13 October
    assert after_working_days(date(2026, 9, 30), 5) == date(2026, 10, 13)


def test_less_than_a_day_is_refused():
    with pytest.raises(ValueError, match="0 working days"):
        after_working_days(date(2026, 11, 20), 0)


def test_a_year_without_announced_make_up_days_is_named():
    assert is_announced(2026)
    assert not is_announced(2099)
    assert unannounced_years(date(2098, 12, 30), date(2099, 1, 5)) == [2098, 2099]
    assert unannounced_years(date(2025, 12, 30), date(2026, 1, 5)) == []
