"""A committed day: it keeps the hotline's clock, and is owed itself."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from suggestions.clocks.committing import DayTooFar, commit_to_day, is_too_far
from suggestions.clocks.running import start_clock
from suggestions.clocks.step import Step
from suggestions.states import Channel
from tests.factories import SuggestionFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def day_of(clock):
    return timezone.localdate(clock.due_at)


def test_a_committed_day_keeps_the_hotlines_five_days_and_is_owed_itself():
    row = SuggestionFactory(channel=Channel.HOTLINE, accepted=True)
    first = start_clock(row, Step.REPLY, at=MONDAY)

    assert commit_to_day(row, date(2026, 12, 24), at=MONDAY + timedelta(days=2)) == 1

    first.refresh_from_db()
    promised = row.clocks.open().get()
    assert first.met_at == MONDAY + timedelta(days=2)
    assert day_of(promised) == date(2026, 12, 24)
    assert "第二十四条" in promised.source
    assert commit_to_day(row, date(2027, 12, 24), at=MONDAY) == 0  # once


def test_a_committed_day_means_nothing_where_no_rule_allows_it():
    row = SuggestionFactory(accepted=True)
    start_clock(row, Step.REPLY, at=MONDAY)

    assert commit_to_day(row, date(2026, 12, 24), at=MONDAY) == 0
    assert row.clocks.open().get().changes.count() == 0


@pytest.mark.parametrize("day", [date(2036, 11, 3), date(2206, 12, 31), date(9999, 12, 31)])
def test_nobody_commits_to_a_day_more_than_ten_years_ahead(day):
    row = SuggestionFactory(channel=Channel.HOTLINE, accepted=True)
    first = start_clock(row, Step.REPLY, at=MONDAY)

    with pytest.raises(DayTooFar), transaction.atomic():
        commit_to_day(row, day, at=MONDAY)

    assert row.clocks.open().get() == first


@pytest.mark.parametrize(
    ("day", "on", "too_far"),
    [
        (date(2036, 11, 2), date(2026, 11, 2), False),
        (date(2036, 11, 3), date(2026, 11, 2), True),
        (date(2034, 2, 28), date(2024, 2, 29), False),
        (date(2034, 3, 1), date(2024, 2, 29), True),
        (date(1, 1, 1), date(2026, 11, 2), False),
    ],
)
def test_ten_years_are_counted_by_the_calendar(day, on, too_far):
    assert is_too_far(day, on=on) == too_far
