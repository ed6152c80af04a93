"""Anybody finds their station by place or word, and reads when somebody is there."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.models import Area, Unit
from portal.organisation.dissolving import dissolve
from portal.organisation.unit import UnitKind
from tests.factories import AreaFactory, ServiceWindowFactory, StationFactory, UnitFactory

LIST = reverse("organisation:stations")
pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Two areas below a city, a station in each."""
    city = AreaFactory(name="望江市")
    east = city.add_child(name="河东区", code="990102000000")
    west = Area.objects.get(pk=city.pk).add_child(name="河西区", code="990103000000")
    return {
        "east": StationFactory(name="东门征集点", address="钟楼巷12号", area=east),
        "west": StationFactory(name="西门征集点", address="码头路3号", area=west),
    }


def found(client, **asked) -> list[str]:
    answer = client.get(LIST, asked)
    return [station.name for station in answer.context["window"].rows]


def test_all_stations_are_listed_and_other_units_are_not(client, places):
    UnitFactory(name="某局")

    assert found(client) == ["东门征集点", "西门征集点"]


@pytest.mark.parametrize("word", ["东门", "钟楼巷", "河东区", "征集点 钟楼"])
def test_words_of_name_address_and_area_find_it(client, places, word):
    assert found(client, q=word) == ["东门征集点"]


def test_an_area_finds_what_lies_within_it(client, places):
    east = places["east"].area

    assert found(client, area=east.pk) == ["东门征集点"]
    assert found(client, area=east.get_parent().pk) == ["东门征集点", "西门征集点"]


def test_a_merged_area_s_stations_are_found_in_what_it_became(client, places):
    east, west = places["east"].area, places["west"].area
    yesterday = timezone.localdate() - timedelta(days=1)
    Area.objects.filter(pk=east.pk).update(valid_until=yesterday, successor=west)

    assert found(client, area=west.pk) == ["东门征集点", "西门征集点"]
    page = client.get(reverse("organisation:station", args=[places["east"].pk]))
    assert page.context["above"][-1] == west


@pytest.mark.parametrize("area", ["0", "x", "99999999999999999999", "-1", "²"])
def test_an_area_that_makes_no_sense_is_ignored(client, places, area):
    assert len(found(client, area=area)) == 2


def test_nothing_found_says_what_to_do(client, places):
    answer = client.get(LIST, {"q": "月球"}, headers={"accept-language": "en"})

    assert b"No station fits this." in answer.content


def test_a_dissolved_station_is_gone(client, places):
    station = Unit.objects.get(pk=places["east"].pk)
    dissolve(station, places["west"], on=timezone.localdate(), by=None)

    assert found(client) == ["西门征集点"]
    assert client.get(reverse("organisation:station", args=[station.pk])).status_code == 404


def test_the_page_of_a_station_shows_its_week_and_services(client, places):
    station = places["east"]
    Unit.objects.filter(pk=station.pk).update(services="登记建议\n查询进度")
    ServiceWindowFactory(unit=station, weekday=2, note="二号窗口")

    answer = client.get(reverse("organisation:station", args=[station.pk]))

    assert len(answer.context["week"]) == 7
    assert answer.context["services"] == ["登记建议", "查询进度"]
    assert "二号窗口" in answer.content.decode()


def test_a_unit_that_is_no_station_has_no_page(client):
    unit = UnitFactory(kind=UnitKind.DEPARTMENT)

    assert client.get(reverse("organisation:station", args=[unit.pk])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_stations(
    client, places, django_assert_max_num_queries
):
    for number in range(15):
        station = StationFactory(area=places["east"].area, name=f"站{number}")
        ServiceWindowFactory(unit=station, weekday=timezone.localdate().weekday())
    client.get(LIST)

    with django_assert_max_num_queries(14):
        answer = client.get(LIST)

    assert "09:00–12:00" in answer.content.decode()


def test_pages_follow_each_other_without_gaps(client, places):
    for number in range(25):
        StationFactory(name=f"站{number}")

    first = client.get(LIST)
    second = client.get(LIST, {"page": first.context["window"].older})

    names = [row.pk for answer in (first, second) for row in answer.context["window"].rows]
    assert len(names) == len(set(names)) == 27


def test_a_window_closes_after_it_opens():
    window = ServiceWindowFactory.build(closes=time(8))

    with pytest.raises(ValidationError) as refused:
        window.clean()

    assert list(refused.value.message_dict) == ["closes"]


def test_a_renamed_area_was_called_otherwise_on_earlier_days():
    area, today = AreaFactory(name="纱厂街道"), timezone.localdate()
    area.take_name("石榴街道", since=today)

    assert area.name_on(today - timedelta(days=400)) == "纱厂街道"
    assert area.name_on(today) == area.name == "石榴街道"
