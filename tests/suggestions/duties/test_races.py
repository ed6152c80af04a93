"""Several at once: one assignment, one handler, one outcome; whoever is second is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.duties.assigning import assign, take_back
from suggestions.duties.disputing import dispute, hand_to_conference, settle
from suggestions.duties.duty import DutyState
from suggestions.duties.objecting import agree, object_to, refuse
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.duties.taking import take, take_up
from suggestions.handling.screening import accept, answer
from suggestions.handling.undoing import undo
from suggestions.history import MoveNotAllowed, move
from suggestions.models import Clock, Duty, DutyDispute, DutyObjection, Suggestion
from suggestions.states import State
from tests.factories import SuggestionFactory, offered, staff

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 4


def now():
    return timezone.now()


def at_once(actions):
    """What each returned, or why it was refused; all begun together on their own connections."""

    def run(action):
        try:
            return action()
        except DutyRefused as refusal:
            return refusal.fault
        except MoveNotAllowed as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as threads:
        return list(threads.map(run, actions))


def test_two_clerks_who_take_the_same_case_leave_one_handler(place):
    clerks = [place.clerk, staff(Role.HANDLER, unit=place.town)]

    results = at_once(
        [lambda c=clerk: take_up(Suggestion.objects.get(), by=c, at=now()) for clerk in clerks]
    )

    duty = Duty.objects.get()
    assert results.count(Fault.TAKEN) == 1
    assert duty.handler in clerks


def test_two_who_assign_at_once_leave_one_offer(place):
    units = [place.roads, place.water]

    results = at_once(
        [lambda u=unit: assign(Suggestion.objects.get(), u, by=None, at=now()) for unit in units]
        * 2
    )

    assert results.count(Fault.ON_OFFER) == 3
    assert Duty.objects.open().count() == 1


def test_an_offer_is_either_taken_or_taken_back(place):
    duty = offered(place.suggestion, place.roads)

    results = at_once(
        [
            lambda: take(Duty.objects.get(pk=duty.pk), by=place.driver, at=now()).state,
            lambda: take_back(Duty.objects.get(pk=duty.pk), by=place.clerk, at=now()).state,
        ]
    )

    unit = Suggestion.objects.get().unit
    assert (results[0], results[1], unit) in [
        (DutyState.ACCEPTED, Fault.TAKEN, place.roads),
        (Fault.SOMEONE_ELSE, DutyState.CANCELLED, place.town),
    ]


def test_an_objection_and_an_acceptance_at_once_leave_an_accepted_duty_or_say_so(place):
    duty = offered(place.suggestion, place.roads)

    results = at_once(
        [
            lambda: take(Duty.objects.get(pk=duty.pk), by=place.driver, at=now()),
            lambda: object_to(
                Duty.objects.get(pk=duty.pk), reason="不属于", has_share=False, by=None, at=now()
            ),
        ]
    )

    # who accepts last drops the objection; who objects last is told that it was accepted
    duty.refresh_from_db()
    assert duty.state == DutyState.ACCEPTED
    assert results[1] == Fault.ACCEPTED or not DutyObjection.objects.filter(answered_at=None)


def test_agreeing_and_refusing_at_once_answer_an_objection_once(place):
    duty = offered(place.suggestion, place.roads)
    object_to(duty, reason="不属于", has_share=False, by=None, at=now())

    results = at_once(
        [
            lambda: agree(DutyObjection.objects.get(), by=None, at=now()),
            lambda: refuse(DutyObjection.objects.get(), answer="属于", by=None, at=now()),
        ]
        * 2
    )

    assert results.count(Fault.NO_OBJECTION) == 3


def test_the_superior_and_the_conference_do_not_both_decide(place):
    duty = offered(place.suggestion, place.roads)
    raised = object_to(duty, reason="不属于", has_share=False, by=None, at=now())
    refuse(raised, answer="属于", by=None, at=now())
    dispute(duty, reason="请定", by=None, at=now())

    results = at_once(
        [
            lambda: settle(
                DutyDispute.objects.get(), place.roads, decision="定", by=None, at=now()
            ),
            lambda: hand_to_conference(DutyDispute.objects.get(), by=None, at=now()),
        ]
    )

    refused = [result for result in results if isinstance(result, Fault)]
    assert refused in ([Fault.NO_DISPUTE], [Fault.CONFERENCE])


def open_steps():
    return set(Clock.objects.open().values_list("step", "unit"))


def test_an_acceptance_is_not_undone_once_another_unit_has_the_lead(place):
    fresh = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town)
    accept(fresh, by=place.clerk)
    duty = offered(fresh, place.roads)

    at_once(
        [
            lambda: undo(Suggestion.objects.get(pk=fresh.pk), by=place.clerk, at=now()),
            lambda: take(Duty.objects.get(pk=duty.pk), by=place.driver, at=now()),
        ]
    )

    # undone first, it is taken up anew with the lead
    row = Suggestion.objects.get(pk=fresh.pk)
    assert (row.state, row.unit) == (State.ACCEPTED, place.roads)
    assert open_steps() == {("reply", place.roads.pk), ("close", place.roads.pk)}


def test_an_acceptance_that_is_undone_leaves_a_colleague_who_takes_it_up_in_charge(place):
    fresh = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town)
    accept(fresh, by=place.clerk)
    colleague = staff(Role.HANDLER, unit=place.town)

    at_once(
        [
            lambda: undo(Suggestion.objects.get(pk=fresh.pk), by=place.clerk, at=now()),
            lambda: take_up(Suggestion.objects.get(pk=fresh.pk), by=colleague, at=now()),
        ]
    )

    assert Suggestion.objects.get(pk=fresh.pk).state == State.RECEIVED
    assert Duty.objects.open().get().handler == colleague
    assert not Clock.objects.open().filter(step__in=["reply", "close"]).exists()


def test_an_offer_that_an_undone_answer_had_ended_is_taken_or_waits_again(place):
    duty = offered(place.suggestion, place.roads)
    answer(place.suggestion, by=place.clerk, note="已办")

    results = at_once(
        [
            lambda: undo(Suggestion.objects.get(), by=place.clerk, at=now()),
            lambda: take(Duty.objects.get(pk=duty.pk), by=place.driver, at=now()),
        ]
    )

    duty.refresh_from_db()
    row = Suggestion.objects.get()
    assert row.state == State.ACCEPTED
    assert (results[1] == Fault.SOMEONE_ELSE, duty.state, row.unit) in [
        (True, DutyState.OFFERED, place.town),
        (False, DutyState.ACCEPTED, place.roads),
    ]


def test_a_withdrawn_suggestion_is_neither_answered_nor_taken(place):
    duty = offered(place.suggestion, place.roads)

    at_once(
        [
            lambda: move(Suggestion.objects.get(), State.WITHDRAWN, by=None),
            lambda: move(Suggestion.objects.get(), State.ANSWERED, by=None, note="答复"),
            lambda: take(Duty.objects.get(pk=duty.pk), by=place.driver, at=now()),
        ]
    )

    assert Suggestion.objects.get().state in (State.WITHDRAWN, State.ANSWERED)
    assert not Duty.objects.open().exists()
