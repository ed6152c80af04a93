"""Townships, stations and clerks: what they took in, and the share that was adopted."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from portal.organisation.unit import Tier, UnitKind
from suggestions.commendation.intake_share import LEAST_INTAKE, shares
from suggestions.commendation.steps import AwardKind
from suggestions.history import move
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PERIOD = (NOW - timedelta(days=100), NOW)


@pytest.fixture
def county():
    return UnitFactory()


@pytest.fixture
def township(county):
    return UnitFactory(parent=county, tier=Tier.TOWNSHIP, name="临河街道")


@pytest.fixture
def station(township):
    return UnitFactory(parent=township, tier=Tier.VILLAGE, kind=UnitKind.STATION, name="沿河社区")


def taken_in(station, number, *, adopted=0, days_old=50, transcriber=None):
    campaign = CampaignFactory()
    rows = [
        SuggestionFactory(
            campaign=campaign,
            station=station,
            transcriber=transcriber,
            state=State.REVIEWING,
            submitted_at=NOW - timedelta(days=days_old, minutes=n),
        )
        for n in range(number)
    ]
    for row in rows[:adopted]:
        with patch("django.utils.timezone.now", return_value=NOW - timedelta(days=5)):
            move(row, State.ADOPTED, by=None)
    return rows


def fresh(unit):
    return type(unit).objects.get(pk=unit.pk)


def figures(kind, unit):
    return [(one.name, one.intake, one.adopted) for one in shares(kind, fresh(unit), PERIOD)]


def test_a_station_is_counted_with_what_was_adopted(county, station):
    taken_in(station, 4, adopted=1)

    assert figures(AwardKind.STATION, county) == [("沿河社区", 4, 1)]
    assert shares(AwardKind.STATION, fresh(county), PERIOD)[0].share == 0.25


def test_a_township_counts_its_stations(county, township, station):
    second = UnitFactory(parent=township, tier=Tier.VILLAGE, kind=UnitKind.STATION)
    taken_in(station, 2, adopted=1)
    taken_in(second, 1)

    assert figures(AwardKind.UNIT, county) == [("临河街道", 3, 1)]


def test_clerks_are_counted_by_what_they_took_down(county, station):
    clerk = UserFactory(name="李敏")
    taken_in(station, 3, adopted=2, transcriber=clerk)
    taken_in(station, 5)

    assert figures(AwardKind.CLERK, county) == [("李敏", 3, 2)]


def test_a_small_intake_is_not_proposed(county, station):
    taken_in(station, LEAST_INTAKE - 1, adopted=1)

    assert figures(AwardKind.STATION, county) == []


def test_more_adopted_stands_first_then_the_larger_share_then_the_name(county, township):
    def station_of(name, number, adopted):
        row = UnitFactory(parent=township, tier=Tier.VILLAGE, kind=UnitKind.STATION, name=name)
        taken_in(row, number, adopted=adopted)

    station_of("丙", 9, 1)
    station_of("乙", 3, 1)
    station_of("甲", 9, 2)

    assert [name for name, _n, _a in figures(AwardKind.STATION, county)] == ["甲", "乙", "丙"]


def test_repeats_withdrawn_ones_and_other_periods_do_not_count(county, station):
    rows = taken_in(station, 5)
    link(rows[0], rows[1], verdict=Verdict.SAME, by=None, at=NOW)
    move(rows[2], State.WITHDRAWN, by=None)
    taken_in(station, 4, days_old=200)

    assert figures(AwardKind.STATION, county) == [("沿河社区", 3, 0)]


def test_stations_of_other_units_do_not_count(county):
    taken_in(UnitFactory(kind=UnitKind.STATION), 4)

    assert figures(AwardKind.STATION, county) == []
