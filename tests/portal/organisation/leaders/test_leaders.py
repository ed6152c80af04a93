"""Leaders, their duties, and the next day on which they receive people."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.models import Leader, ReceptionDay
from portal.organisation.leaders.leader import Week
from portal.organisation.leaders.reception import coming, day_in_month, next_day
from portal.organisation.membership import Role
from tests.factories import LeaderFactory

PAGE = reverse("organisation:leaders")
WEDNESDAY = 2


@pytest.mark.parametrize(
    ("week", "weekday", "day"),
    [
        (Week.FIRST, 2, date(2026, 7, 1)),
        (Week.SECOND, 2, date(2026, 7, 8)),
        (Week.FOURTH, 4, date(2026, 7, 24)),
        (Week.LAST, 4, date(2026, 7, 31)),
        (Week.LAST, 5, date(2026, 7, 25)),
    ],
)
def test_a_rule_names_one_day_of_each_month(week, weekday, day):
    assert day_in_month(2026, 7, week, weekday) == day


def test_the_last_weekday_of_a_leap_february():
    assert day_in_month(2028, 2, Week.LAST, 1) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2026, 12, 2), date(2026, 12, 2)),
        (date(2026, 12, 3), date(2027, 1, 6)),
        (date(2026, 1, 31), date(2026, 2, 4)),
    ],
)
def test_the_next_day_by_a_rule_is_today_or_in_the_month_after(on, held):
    reception = ReceptionDay(week=Week.FIRST, weekday=WEDNESDAY)

    assert next_day(reception, on=on) == held


def test_a_date_that_is_over_does_not_come():
    over = ReceptionDay(pk=1, on=date(2026, 1, 1))
    ahead = ReceptionDay(pk=2, on=date(2026, 3, 1))
    rule = ReceptionDay(pk=3, week=Week.FIRST, weekday=WEDNESDAY)

    days = coming([ahead, over, rule], on=date(2026, 2, 1))

    assert [reception.pk for _day, reception in days] == [3, 2]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"week": 1},
        {"weekday": 0},
        {"on": date(2026, 1, 1), "week": 1, "weekday": 1},
        {"on": date(2026, 1, 1), "weekday": 0},
        {"on": date(2026, 1, 1), "begins": time(9), "ends": time(9)},
    ],
)
def test_a_reception_day_is_a_date_or_a_whole_rule(said):
    with pytest.raises(ValidationError):
        ReceptionDay(place="接待室", **said).clean()


@pytest.mark.django_db
class TestPage:
    """What everybody reads."""

    def test_leaders_stand_by_unit_the_city_first(self, client, land):
        LeaderFactory(unit=land.east, name="东")
        LeaderFactory(unit=land.city, name="二", order=2)
        LeaderFactory(unit=land.city, name="一", order=1)

        groups = client.get(PAGE).context["groups"]

        told = [(unit.name, [one.leader.name for one in people]) for unit, people in groups]
        assert told == [("青禾市", ["一", "二"]), ("东湖区", ["东"])]

    def test_who_is_not_shown_is_not_there(self, client, land):
        LeaderFactory(unit=land.city, name="未公示", shown=False)

        assert client.get(PAGE).context["groups"] == []

    def test_the_number_of_queries_does_not_grow(self, client, land, django_assert_max_num_queries):
        for unit in (land.city, land.east, land.west):
            leader = LeaderFactory(unit=unit)
            ReceptionDay.objects.create(leader=leader, week=1, weekday=2, place="接待室")
        client.get(PAGE)

        with django_assert_max_num_queries(12):
            answer = client.get(PAGE)

        assert "接待室" in answer.content.decode()


@pytest.mark.django_db
class TestKeeping:
    """Editors keep the leaders of their unit and below."""

    def test_an_editor_adds_a_leader_with_a_reception_day(self, client, land, person):
        client.force_login(person(Role.EDITOR, land.east))

        answer = client.post(reverse("leaders:add"), said(land.east_town.pk))

        leader = Leader.objects.get()
        assert answer.status_code == 302
        assert (leader.unit, leader.reception_days.get().place) == (land.east_town, "接待室")

    def test_not_for_a_unit_beside_ones_own(self, client, land, person):
        client.force_login(person(Role.EDITOR, land.east))

        answer = client.post(reverse("leaders:add"), said(land.west.pk))

        assert answer.context["form"].errors.keys() == {"unit"}
        assert not Leader.objects.exists()

    def test_foreign_leaders_are_not_found(self, client, land, person):
        foreign = LeaderFactory(unit=land.west)
        client.force_login(person(Role.EDITOR, land.east))

        assert client.get(reverse("leaders:edit", args=[foreign.pk])).status_code == 404


def said(unit: int) -> dict[str, object]:
    """What an editor types."""
    return {
        "unit": unit,
        "name": "张三",
        "post": "主任",
        "duties": "主持工作",
        "order": 1,
        "shown": "on",
        "reception_days-TOTAL_FORMS": 1,
        "reception_days-INITIAL_FORMS": 0,
        "reception_days-MIN_NUM_FORMS": 0,
        "reception_days-MAX_NUM_FORMS": 1000,
        "reception_days-0-on": timezone.localdate(),
        "reception_days-0-place": "接待室",
    }
