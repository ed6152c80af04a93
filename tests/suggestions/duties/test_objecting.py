"""Objections count when the sender agrees; disputes go up, then to the joint conference."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suggestions.duties.assigning import call_in
from suggestions.duties.disputing import (
    common_superior,
    dispute,
    hand_to_conference,
    settle,
    take_conference_decision,
)
from suggestions.duties.duty import DutyState
from suggestions.duties.objecting import agree, object_to, refuse
from suggestions.duties.refusals import Fault
from suggestions.duties.taking import take
from suggestions.history import move
from suggestions.models import Clock, Suggestion
from suggestions.states import State
from tests.factories import UnitFactory, helping, offered
from tests.suggestions.duties.refused import fault_of

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def objection(duty, **said):
    fields = {"reason": "不属于本单位职责", "has_share": False, "by": None, "at": now()}
    return object_to(duty, **(fields | said))


def disputed(place):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    refuse(objection(duty), answer="属于道路养护", by=place.clerk, at=now())
    return dispute(duty, reason="归水务局管", by=place.driver, at=now())


def test_an_objection_changes_nothing_until_the_sender_agrees(place):
    duty = offered(place.suggestion, place.roads)

    raised = objection(duty, proposed=place.water)

    assert raised.duty.state == DutyState.OBJECTED
    assert place.suggestion.duties.open().get().unit == place.roads


def test_an_agreed_objection_passes_the_offer_on_to_the_unit_proposed(place):
    raised = objection(offered(place.suggestion, place.roads), proposed=place.water)

    offer = agree(raised, to=place.water, by=place.clerk, at=now())

    raised.duty.refresh_from_db()
    assert raised.duty.state == DutyState.PASSED_ON
    assert (offer.unit, offer.state) == (place.water, DutyState.OFFERED)
    assert Suggestion.objects.get().unit == place.town


def test_an_agreed_objection_without_another_unit_goes_back_to_who_answers(place):
    raised = objection(offered(place.suggestion, place.roads))

    assert agree(raised, by=place.clerk, at=now()) is None
    assert not place.suggestion.duties.open().exists()


def test_a_refused_objection_leaves_taking_or_disputing_and_no_second_objection(place):
    duty = offered(place.suggestion, place.roads)

    refuse(objection(duty), answer="属于道路养护", by=place.clerk, at=now())

    assert fault_of(objection, duty) == Fault.INSISTED
    assert take(duty, by=place.driver, at=now()).unit == place.roads


def test_refusing_an_objection_needs_reasons(place):
    raised = objection(offered(place.suggestion, place.roads))

    assert fault_of(refuse, raised, answer=" ", by=None, at=now()) == Fault.REASON


def test_an_objection_is_answered_once(place):
    raised = objection(offered(place.suggestion, place.roads))
    agree(raised, by=place.clerk, at=now())

    assert fault_of(agree, raised, by=place.clerk, at=now()) == Fault.NO_OBJECTION


def test_a_unit_that_says_it_has_a_share_cannot_return_it(place):
    duty = offered(place.suggestion, place.roads)

    assert fault_of(objection, duty, has_share=True) == Fault.SHARE


def test_a_unit_that_helps_already_has_a_share(place):
    helping(place.suggestion, place.roads, by=place.driver)
    duty = offered(place.suggestion, place.roads)

    assert fault_of(objection, duty) == Fault.SHARE


def test_a_unit_that_has_accepted_cannot_return_it(place):
    duty = take(offered(place.suggestion, place.roads), by=place.driver, at=now())

    assert fault_of(objection, duty) == Fault.ACCEPTED


def test_an_objection_needs_reasons(place):
    duty = offered(place.suggestion, place.roads)

    assert fault_of(objection, duty, reason="  ") == Fault.REASON


def test_an_objection_comes_within_five_working_days(place):
    duty = offered(place.suggestion, place.roads)
    due = Clock.objects.get(unit=place.roads, step="object").due_at

    assert fault_of(objection, duty, at=due + timedelta(seconds=1)) == Fault.LATE
    assert objection(duty, at=due).duty.state == DutyState.OBJECTED


def test_each_offer_has_its_own_time_for_objections(place):
    call_in(place.suggestion, [place.roads], by=place.clerk, at=now() - timedelta(days=30))
    duty = offered(place.suggestion, place.roads)

    assert objection(duty).duty.state == DutyState.OBJECTED


def test_agreeing_does_not_offer_it_to_the_same_unit_again(place):
    raised = objection(offered(place.suggestion, place.roads))

    assert fault_of(agree, raised, to=place.roads, by=place.clerk, at=now()) == Fault.TWICE


def test_accepting_drops_ones_own_objection(place):
    raised = objection(offered(place.suggestion, place.roads))

    take(raised.duty, by=place.driver, at=now())

    raised.refresh_from_db()
    assert (raised.agreed, raised.answered_at is None) == (False, False)


def test_only_what_the_sender_insists_on_is_disputed(place):
    duty = offered(place.suggestion, place.roads)

    assert fault_of(dispute, duty, reason="…", by=None, at=now()) == Fault.NOT_REFUSED


def test_a_dispute_goes_to_the_lowest_unit_above_both(place):
    raised = disputed(place)

    assert raised.judge == place.county
    assert raised.duty.state == DutyState.DISPUTED


def test_who_receives_never_judges_but_who_sends_from_above_may(place):
    place.county.refresh_from_db()
    other = UnitFactory()

    assert common_superior(place.village, place.town) == place.county
    assert common_superior(place.county, place.roads) == place.county
    assert common_superior(place.roads, place.county) is None
    assert common_superior(place.roads, other) is None


def test_what_the_superior_decides_binds_the_unit(place):
    raised = disputed(place)

    duty = settle(raised, place.roads, decision="由交通局承办", by=place.overseer, at=now())

    assert (duty.state, Suggestion.objects.get().unit) == (DutyState.ACCEPTED, place.roads)
    assert fault_of(objection, duty) == Fault.ACCEPTED


def test_the_superior_may_give_it_to_a_third_unit_or_leave_it_where_it_is(place):
    raised = disputed(place)

    duty = settle(raised, place.water, decision="由水务局承办", by=place.overseer, at=now())

    raised.duty.refresh_from_db()
    assert (duty.unit, duty.state) == (place.water, DutyState.ACCEPTED)
    assert raised.duty.state == DutyState.PASSED_ON


def test_leaving_it_with_who_answers_ends_the_offer(place):
    raised = disputed(place)

    assert settle(raised, place.town, decision="由东镇牵头", by=place.overseer, at=now()) is None
    assert not place.suggestion.duties.open().exists()
    assert Suggestion.objects.get().unit == place.town


def test_a_decision_needs_reasons_and_is_made_once(place):
    raised = disputed(place)

    assert fault_of(settle, raised, place.roads, decision="", by=None, at=now()) == Fault.REASON
    settle(raised, place.roads, decision="由交通局承办", by=None, at=now())
    again = fault_of(settle, raised, place.water, decision="改", by=None, at=now())
    assert again == Fault.NO_DISPUTE


def test_the_joint_conference_decides_what_the_superior_hands_to_it(place):
    raised = disputed(place)

    early = fault_of(
        take_conference_decision, raised, place.roads, decision="定", by=None, at=now()
    )
    hand_to_conference(raised, by=place.overseer, at=now())
    late = fault_of(settle, raised, place.roads, decision="定", by=None, at=now())
    duty = take_conference_decision(raised, place.roads, decision="会议定", by=None, at=now())

    assert (early, late) == (Fault.NO_DISPUTE, Fault.CONFERENCE)
    assert duty.state == DutyState.ACCEPTED


def test_units_without_a_common_superior_go_to_the_conference_at_once(place):
    other = UnitFactory()
    duty = offered(place.suggestion, other)
    refuse(objection(duty), answer="属于你单位", by=None, at=now())

    raised = dispute(duty, reason="不属于", by=None, at=now())

    assert (raised.judge, raised.conference_at is None) == (None, False)


def test_a_withdrawn_suggestion_leaves_no_open_objection_or_dispute(place):
    raised = disputed(place)

    move(place.suggestion, State.WITHDRAWN, by=None)

    raised.refresh_from_db()
    assert raised.settled_at is not None
    fault = fault_of(settle, raised, place.roads, decision="定", by=None, at=now())
    assert fault == Fault.NO_DISPUTE
