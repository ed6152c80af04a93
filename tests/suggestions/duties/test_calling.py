"""Calls upward: answered within their clock, done, rated; one tier up if nobody answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suggestions.duties.call import CallState
from suggestions.duties.calling import (
    answer_call,
    call_units,
    escalate,
    finish_call,
    rate_call,
    take_call_back,
)
from suggestions.duties.refusals import Fault
from suggestions.history import move
from suggestions.models import Clock
from suggestions.states import State
from tests.factories import called
from tests.suggestions.duties.refused import fault_of

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def test_each_unit_called_has_its_own_clock(place):
    call_units(
        place.suggestion,
        [place.roads, place.water],
        caller=place.town,
        text="请到现场",
        by=place.clerk,
        at=now(),
    )

    clocks = Clock.objects.open().filter(step="call")
    assert {clock.unit for clock in clocks} == {place.roads, place.water}


def test_answering_says_what_will_be_done_and_meets_the_clock(place):
    call = answer_call(called(place.suggestion, place.roads), "明天到场", by=place.driver, at=now())

    assert (call.state, call.answer) == (CallState.ANSWERED, "明天到场")
    assert not Clock.objects.open().filter(step="call").exists()


def test_what_was_done_is_rated_by_the_caller_once(place):
    call = called(place.suggestion, place.roads)
    early = fault_of(rate_call, call, 4, by=place.clerk, at=now())
    answer_call(call, "明天到场", by=place.driver, at=now())
    finish_call(call, "路面已修", by=place.driver, at=now())

    rated = rate_call(call, 4, comment="及时", by=place.clerk, at=now())

    assert (early, rated.rating) == (Fault.NOT_DONE, 4)
    assert fault_of(rate_call, call, 1, by=place.clerk, at=now()) == Fault.SOMEONE_ELSE


def test_a_unit_calls_neither_itself_nor_a_unit_below_it(place):
    assert fault_of(called, place.suggestion, place.town) == Fault.OWN_UNIT
    assert fault_of(called, place.suggestion, place.village) == Fault.BELOW


def test_the_same_unit_is_not_called_twice_at_a_time(place):
    called(place.suggestion, place.roads)

    assert fault_of(called, place.suggestion, place.roads) == Fault.CALLED_BEFORE


def test_a_call_that_nobody_answers_goes_one_tier_up_once_its_time_is_over(place):
    call = called(place.suggestion, place.roads)
    due = Clock.objects.get(step="call").due_at

    early = fault_of(escalate, call, by=place.clerk, at=due)
    raised = escalate(call, by=place.clerk, at=due + timedelta(seconds=1))

    call.refresh_from_db()
    assert early == Fault.NOT_LATE
    assert (raised.unit, raised.escalated_from) == (place.county, call)
    assert call.state == CallState.CALLED


def test_a_call_is_taken_back_until_it_is_answered(place):
    call = called(place.suggestion, place.roads)

    taken_back = take_call_back(call, by=place.clerk, at=now())

    assert taken_back.state == CallState.CANCELLED
    assert fault_of(answer_call, call, "…", by=None, at=now()) == Fault.SOMEONE_ELSE
    assert not Clock.objects.open().filter(step="call").exists()


def test_a_reply_ends_unanswered_calls_and_lets_the_others_be_rated(place):
    silent = called(place.suggestion, place.water)
    helpful = called(place.suggestion, place.roads)
    answer_call(helpful, "明天到场", by=place.driver, at=now())

    move(place.suggestion, State.ANSWERED, by=place.clerk, note="已答复")
    finish_call(helpful, "已修", by=place.driver, at=now())

    silent.refresh_from_db()
    assert silent.state == CallState.CANCELLED
    assert rate_call(helpful, 5, by=place.clerk, at=now()).rating == 5
