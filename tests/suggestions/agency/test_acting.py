"""Agents: the first serves the author, the one above serves the first."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.agency.acting import (
    AgencyRefused,
    Refusal,
    hand_back,
    hand_up,
    pass_on,
    take_up,
    tell,
)
from suggestions.agency.agency import Holder, StepKind
from suggestions.agency.rights import agencies_of, waiting_for
from tests.factories import AgencyFactory, SuggestionFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def township():
    return UnitFactory()


@pytest.fixture
def station(township):
    return UnitFactory(parent=township)


@pytest.fixture
def clerk(station):
    return staff(Role.STATION_CLERK, unit=station)


@pytest.fixture
def upper(township):
    return staff(Role.HANDLER, unit=township)


@pytest.fixture
def agency(station, clerk):
    return AgencyFactory(agent=clerk, unit=station, suggestion=SuggestionFactory(unit=station))


def refused(act, *args, **said):
    with pytest.raises(AgencyRefused) as refusal:
        act(*args, at=NOW(), **said)
    return refusal.value.refusal


def test_what_is_handed_up_waits_for_the_unit_above_and_comes_back(agency, clerk, upper, township):
    row = hand_up(agency, by=clerk, note="请协调供水公司", at=NOW())
    assert (row.holder, row.upper_unit, row.upper_agent) == (Holder.UPPER, township, None)
    assert list(waiting_for(upper, on=timezone.localdate())) == [agency]

    assert take_up(agency, by=upper, at=NOW()).upper_agent == upper

    row = hand_back(agency, by=upper, note="已约定周三见面", at=NOW())
    assert row.holder == Holder.FIRST
    kinds = list(agency.steps.values_list("kind", flat=True))
    assert kinds == [StepKind.UP, StepKind.TAKEN, StepKind.BACK]


def test_the_second_upper_agent_is_refused(agency, clerk, upper, township):
    hand_up(agency, by=clerk, note="请协调", at=NOW())
    take_up(agency, by=upper, at=NOW())

    other = staff(Role.HANDLER, unit=township)

    assert refused(take_up, agency, by=other) == Refusal.TAKEN
    assert take_up(agency, by=upper, at=NOW()).upper_agent == upper


def test_nobody_beside_or_below_acts_as_upper_agent(agency, clerk):
    hand_up(agency, by=clerk, note="请协调", at=NOW())
    stranger = staff(Role.HANDLER, unit=UnitFactory())

    assert refused(take_up, agency, by=stranger) == Refusal.NOT_WITH_YOU
    assert refused(take_up, agency, by=clerk) == Refusal.NOT_WITH_YOU
    assert refused(tell, agency, by=stranger, note="说了") == Refusal.NOT_WITH_YOU


def test_at_the_top_there_is_nobody_to_hand_it_to(upper, township):
    agency = AgencyFactory(agent=upper, unit=township)

    assert refused(hand_up, agency, by=upper, note="请协调") == Refusal.NOBODY_ABOVE


def test_it_is_not_handed_up_twice_nor_without_words(agency, clerk):
    assert refused(hand_up, agency, by=clerk, note="  ") == Refusal.NO_WORDS
    hand_up(agency, by=clerk, note="请协调", at=NOW())

    assert refused(hand_up, agency, by=clerk, note="请协调") == Refusal.NOT_WITH_YOU


def test_telling_the_author_leaves_when_and_what(agency, clerk):
    now = NOW()

    row = tell(agency, by=clerk, note="已电话告知", at=now)

    assert row.told_at == now
    entry = agency.suggestion.contacts.get()
    assert (entry.unit, entry.recorded_by, entry.said) == (agency.unit, clerk, "已电话告知")
    assert agency.steps.get().note == "已电话告知"


def test_what_became_a_sealed_report_leaves_every_agents_sight(agency, clerk):
    agency.suggestion.classification = "report"
    agency.suggestion.save()

    assert not agencies_of(clerk, on=timezone.localdate()).exists()


def test_the_successor_of_a_dissolved_unit_goes_on(agency, clerk, township, station):
    hand_up(agency, by=clerk, note="请协调", at=NOW())
    other = UnitFactory()

    pass_on(station, other)
    pass_on(township, other)

    agency.refresh_from_db()
    assert (agency.unit, agency.upper_unit) == (other, other)
