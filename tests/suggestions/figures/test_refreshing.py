"""Counting again: who waited for another counts as of a moment after the waiting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from suggestions.figures import keeper, refreshing
from suggestions.figures.cells import Cell, Kind
from suggestions.figures.verifying import verify
from tests.factories import TopicFactory, UnitFactory
from tests.suggestions.figures.counting import (
    HANDED_IN,
    cell,
    clock_of,
    count,
    days,
    handed_in,
    reply_to,
)

pytestmark = pytest.mark.django_db


def test_a_clock_that_runs_out_while_one_waits_to_count_is_late(time_machine):
    unit = UnitFactory()
    clock_of(handed_in(unit), due=days(20))
    time_machine.move_to(HANDED_IN + days(19))
    hold = keeper.hold

    def wait_for_two_days():
        row = hold()
        if timezone.now() < HANDED_IN + days(21):
            time_machine.move_to(HANDED_IN + days(21))
        return row

    with (
        patch.object(keeper, "hold", wait_for_two_days),
        patch.object(refreshing, "hold", wait_for_two_days),
    ):
        refreshing.refresh_figures()

    assert cell(unit)["reply_due"] == 1


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_several_who_count_at_once_count_each_change_once(monkeypatch):
    monkeypatch.setattr(refreshing, "BATCH", 2)
    unit = UnitFactory()
    for _number in range(12):
        reply_to(handed_in(unit), after=days(3))

    def work(_number):
        try:
            refreshing.refresh_figures()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(work, range(4)))

    assert cell(unit)["received"] == cell(unit)["replied"] == 12
    assert verify(at=timezone.now()).is_right


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-03-31T23:59:59+08:00", date(2026, 3, 1)),
        ("2026-04-01T00:00:00+08:00", date(2026, 4, 1)),
        ("2026-03-31T16:00:00+00:00", date(2026, 4, 1)),
    ],
)
def test_a_month_begins_at_midnight_where_the_portal_is(moment, month):
    suggestion = handed_in(UnitFactory(), submitted_at=datetime.fromisoformat(moment))
    count()

    assert suggestion.facts.month == month
    assert set(Cell.objects.values_list("month", flat=True)) == {month}


def test_another_topic_and_another_month_leave_nothing_behind():
    unit, before, after = UnitFactory(), TopicFactory(), TopicFactory()
    suggestion = handed_in(unit, topic=before)
    count()

    suggestion.topic, suggestion.submitted_at = after, HANDED_IN + days(31)
    suggestion.save()
    count()

    assert cell(unit) == cell(unit, Kind.TOPIC, str(before.pk)) == {}
    april = Cell.objects.filter(month=date(2026, 4, 1), kind=Kind.TOPIC, received=1)
    assert [one.value for one in april] == [str(after.pk)]
