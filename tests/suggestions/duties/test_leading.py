"""What goes along when another unit takes the lead: its clocks, parts and calls."""

import pytest
from django.utils import timezone

from portal.organisation.dissolving import dissolve
from suggestions.clocks.step import Step
from suggestions.duties.assigning import call_in
from suggestions.duties.call import CallState
from suggestions.duties.calling import answer_call, take_call_back
from suggestions.duties.duty import DutyState, Part
from suggestions.duties.objecting import object_to
from suggestions.duties.passing import pass_duties_on
from suggestions.duties.taking import take
from suggestions.history import move
from suggestions.models import Clock, DutyObjection, Suggestion
from suggestions.states import State
from tests.factories import SuggestionFactory, called, helping, offered

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


@pytest.fixture
def running(place):
    """A suggestion of the township whose clocks run."""
    row = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town)
    move(row, State.ACCEPTED, by=place.clerk)
    return row


def owed_by(unit, row):
    return set(
        Clock.objects.open().filter(suggestion=row, unit=unit).values_list("step", flat=True)
    )


def test_a_unit_that_takes_the_lead_is_not_asked_to_help_itself(place, running):
    call_in(running, [place.roads], by=place.clerk, at=now())

    take(offered(running, place.roads), by=place.driver, at=now())

    parts = running.duties.filter(unit=place.roads).values_list("part", "state")
    assert set(parts) == {(Part.CO, DutyState.PASSED_ON), (Part.LEAD, DutyState.ACCEPTED)}


def test_an_objection_to_helping_is_moot_once_the_unit_leads(place, running):
    part = call_in(running, [place.roads], by=place.clerk, at=now())[0]
    object_to(part, reason="不属于", has_share=False, by=place.driver, at=now())

    take(offered(running, place.roads), by=place.driver, at=now())

    assert not DutyObjection.objects.filter(answered_at=None).exists()


def test_calls_under_way_go_on_for_the_new_lead_who_can_take_them_back(place, running):
    call = called(running, place.water, by=place.clerk)

    take(offered(running, place.roads), by=place.driver, at=now())

    call.refresh_from_db()
    assert (call.caller, call.state) == (place.roads, CallState.CALLED)
    assert take_call_back(call, by=place.driver, at=now()).state == CallState.CANCELLED


@pytest.mark.parametrize("answered", [False, True])
def test_a_call_to_the_unit_that_takes_the_lead_ends(answered, place, running):
    call = called(running, place.roads, by=place.clerk)
    if answered:
        answer_call(call, "明天到场", by=place.driver, at=now())

    take(offered(running, place.roads), by=place.driver, at=now())

    call.refresh_from_db()
    assert (call.state, call.ended_at is None) == (CallState.CANCELLED, False)
    assert Step.CALL not in owed_by(place.roads, running)


def test_the_unit_to_which_it_was_offered_has_it_once_the_one_that_answered_is_dissolved_into_it(
    place, running
):
    offer = offered(running, place.roads, by=place.clerk)
    due = owed_by(place.town, running)
    place.village.delete()

    dissolve(place.town, place.roads, on=timezone.localdate(), by=place.overseer)

    offer.refresh_from_db()
    assert Suggestion.objects.get(pk=running.pk).unit == place.roads
    assert offer.state == DutyState.PASSED_ON
    assert owed_by(place.roads, running) == due


def test_a_part_that_comes_to_the_unit_that_answers_ends(place, running):
    part = helping(running, place.water, by=place.plumber)

    pass_duties_on(place.water, place.town, by=None, at=now())

    part.refresh_from_db()
    assert part.state == DutyState.PASSED_ON
    assert Step.REPLY in owed_by(place.town, running)


def test_an_objection_does_not_outlive_the_offer_that_ends_with_its_unit(place, running):
    offer = offered(running, place.roads, by=place.clerk)
    object_to(offer, reason="不属于", has_share=False, by=place.driver, at=now())

    pass_duties_on(place.roads, place.town, by=None, at=now())

    assert not DutyObjection.objects.filter(answered_at=None).exists()
