"""A dissolved unit leaves nothing undone: its successor has its duties, offers and calls."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.dissolving import dissolve
from suggestions.duties.call import CallState
from suggestions.duties.duty import DutyState
from suggestions.duties.passing import pass_duties_on
from suggestions.duties.taking import take, take_up
from suggestions.models import Duty, Suggestion
from suggestions.states import Classification
from tests.factories import SuggestionFactory, UnitFactory, called, helping, offered

pytestmark = pytest.mark.django_db


def passed_on(unit, successor):
    return pass_duties_on(unit, successor, by=None, at=timezone.now())


def test_offers_parts_and_calls_pass_to_the_successor(place):
    offer = offered(place.suggestion, place.roads)
    call = called(place.suggestion, place.roads)
    part = helping(place.suggestion, place.water, by=place.plumber)
    transport = UnitFactory(name="交通运输局")

    assert passed_on(place.roads, transport) == 2
    assert passed_on(place.water, transport) == 1

    for row in (offer, call, part):
        row.refresh_from_db()
    assert {offer.unit, call.unit, part.unit} == {transport}
    assert (offer.state, part.handler) == (DutyState.OFFERED, None)


def test_dissolving_a_unit_passes_its_cases_with_their_lead_on(place):
    lead = take_up(place.suggestion, by=place.clerk, at=timezone.now())
    place.village.delete()
    west = UnitFactory(name="西镇")
    today = timezone.localdate()

    dissolve(place.town, west, on=today - timedelta(days=1), by=place.overseer)

    lead.refresh_from_db()
    assert Suggestion.objects.get().unit == lead.unit == west
    assert (lead.state, lead.handler) == (DutyState.ACCEPTED, None)


def test_the_successor_that_answers_already_is_not_offered_its_own_case(place):
    offer = offered(place.suggestion, place.roads)

    passed_on(place.roads, place.town)

    offer.refresh_from_db()
    assert offer.state == DutyState.PASSED_ON


def test_two_parts_that_meet_in_the_successor_are_one(place):
    helping(place.suggestion, place.water, by=place.plumber)
    helping(place.suggestion, place.roads, by=place.driver)

    passed_on(place.roads, place.water)

    assert Duty.objects.open().get().unit == place.water


def test_a_call_to_the_unit_that_takes_over_the_caller_ends(place):
    call = called(place.suggestion, place.roads)

    passed_on(place.roads, place.town)

    call.refresh_from_db()
    assert call.state == CallState.CANCELLED


def test_a_sealed_report_goes_only_to_an_office_that_reads_reports(place):
    office = UnitFactory(receives_reports=True)
    report = SuggestionFactory(
        campaign=place.suggestion.campaign, unit=office, classification=Classification.REPORT
    )
    lead = take_up(report, by=place.clerk, at=timezone.now())

    assert passed_on(office, place.roads) == 0
    lead.refresh_from_db()
    assert lead.unit == office


def test_what_the_dissolved_unit_offered_is_its_successors_to_decide(place):
    offer = offered(place.suggestion, place.roads)
    west = UnitFactory(name="西镇")

    passed_on(place.town, west)

    offer.refresh_from_db()
    assert offer.sender == west
    assert take(offer, by=place.driver, at=timezone.now()).unit == place.roads
