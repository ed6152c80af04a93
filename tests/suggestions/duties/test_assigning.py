"""Who answers: the first unit until another accepts, and no unit that must not have it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.duties.assigning import assign, call_in, take_back
from suggestions.duties.duty import DutyState, Part
from suggestions.duties.refusals import Fault
from suggestions.duties.taking import hand_to, take, take_up
from suggestions.handling.exclusion.exclusion import Exclusion, Ground
from suggestions.history import Event, move
from suggestions.models import Clock, Suggestion
from suggestions.states import Classification, State
from tests.factories import SuggestionFactory, UnitFactory, helping, offered, staff
from tests.suggestions.duties.refused import fault_of

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def test_an_offer_does_not_move_the_suggestion_until_it_is_accepted(place):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    waiting = Suggestion.objects.get().unit

    take(duty, by=place.driver, at=now())

    assert waiting == place.town
    assert Suggestion.objects.get().unit == place.roads
    events = list(place.suggestion.history.values_list("event", flat=True))
    assert events == [Event.DUTY_OFFERED, Event.ASSIGNED, Event.DUTY_TAKEN]


def test_who_accepts_handles_it_and_the_former_lead_has_passed_it_on(place):
    first = take_up(place.suggestion, by=place.clerk, at=now())

    second = take(offered(place.suggestion, place.roads), by=place.driver, at=now())

    first.refresh_from_db()
    assert (first.state, second.state) == (DutyState.PASSED_ON, DutyState.ACCEPTED)
    assert second.handler == place.driver


def test_accepting_the_lead_of_what_was_only_received_takes_it_up(place):
    suggestion = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town)

    take(offered(suggestion, place.roads), by=place.driver, at=now())

    assert Suggestion.objects.get(pk=suggestion.pk).state == State.ACCEPTED


def test_what_has_no_class_yet_is_taken_but_not_taken_up(place):
    suggestion = SuggestionFactory(
        campaign=place.suggestion.campaign,
        unit=place.town,
        classification=Classification.UNSORTED,
    )

    take(offered(suggestion, place.roads), by=place.driver, at=now())

    row = Suggestion.objects.get(pk=suggestion.pk)
    assert (row.unit, row.state) == (place.roads, State.RECEIVED)


def test_the_unit_that_answers_has_the_lead_at_once_for_the_person_named(place):
    colleague = staff(Role.HANDLER, unit=place.town)

    duty = assign(place.suggestion, place.town, by=None, at=now(), handler=colleague)

    assert (duty.state, duty.handler, duty.part) == (DutyState.ACCEPTED, colleague, Part.LEAD)


def test_lead_and_co_handlers_are_offered_their_parts_in_one_step(place):
    assign(place.suggestion, place.roads, co_units=[place.water], by=place.clerk, at=now())

    parts = {(duty.unit, duty.part, duty.state) for duty in place.suggestion.duties.all()}
    assert parts == {
        (place.roads, Part.LEAD, DutyState.OFFERED),
        (place.water, Part.CO, DutyState.OFFERED),
    }


def test_a_second_lead_is_not_offered_while_one_waits(place):
    offered(place.suggestion, place.roads)

    fault = fault_of(assign, place.suggestion, place.water, by=None, at=now())

    assert fault == Fault.ON_OFFER


def test_a_dissolved_unit_is_given_nothing(place):
    place.roads.valid_until = timezone.localdate() - timedelta(days=1)
    place.roads.save()

    assert fault_of(offered, place.suggestion, place.roads) == Fault.DISSOLVED
    assert fault_of(call_in, place.suggestion, [place.roads], by=None, at=now()) == Fault.DISSOLVED


def test_a_sealed_report_goes_to_the_office_for_reports_alone(place):
    office = UnitFactory(receives_reports=True)
    report = SuggestionFactory(
        campaign=place.suggestion.campaign,
        unit=UnitFactory(receives_reports=True),
        classification=Classification.REPORT,
    )

    assert fault_of(offered, report, place.roads) == Fault.SEALED
    assert offered(report, office).state == DutyState.OFFERED


def test_the_unit_complained_of_is_never_given_the_case(place):
    Exclusion.objects.create(
        suggestion=place.suggestion,
        unit=place.roads,
        ground=Ground.INTEREST,
        by=place.clerk,
        at=now(),
    )

    assert fault_of(offered, place.suggestion, place.roads) == Fault.COMPLAINED


@pytest.mark.parametrize("state", [State.ANSWERED, State.WITHDRAWN, State.REVIEWING])
def test_what_nobody_works_on_is_given_to_nobody(state, place):
    Suggestion.objects.update(state=state)

    assert fault_of(offered, place.suggestion, place.roads) == Fault.NOT_HANDLED


def test_an_offer_is_taken_back_until_it_is_accepted(place):
    duty = offered(place.suggestion, place.roads)

    taken_back = take_back(duty, by=place.clerk, at=now())

    assert taken_back.state == DutyState.CANCELLED
    assert fault_of(take, duty, by=place.driver, at=now()) == Fault.SOMEONE_ELSE
    assert not Clock.objects.open().filter(unit=place.roads).exists()


def test_what_was_accepted_is_not_taken_back(place):
    duty = take(offered(place.suggestion, place.roads), by=place.driver, at=now())

    assert fault_of(take_back, duty, by=place.clerk, at=now()) == Fault.TAKEN


def test_the_second_clerk_is_told_that_a_colleague_has_it(place):
    colleague = staff(Role.HANDLER, unit=place.town)
    duty = take_up(place.suggestion, by=place.clerk, at=now())

    assert fault_of(take_up, place.suggestion, by=colleague, at=now()) == Fault.TAKEN
    assert take(duty, by=place.clerk, at=now()).handler == place.clerk


def test_a_case_is_handed_to_a_colleague_of_the_same_unit_only(place):
    colleague = staff(Role.HANDLER, unit=place.town)
    duty = take_up(place.suggestion, by=place.clerk, at=now())

    assert fault_of(hand_to, duty, place.driver, by=place.clerk, at=now()) == Fault.COLLEAGUE
    assert hand_to(duty, colleague, by=place.clerk, at=now()).handler == colleague


def test_a_case_is_not_handed_to_who_is_kept_out_of_it(place):
    colleague = staff(Role.HANDLER, unit=place.town)
    duty = take_up(place.suggestion, by=place.clerk, at=now())
    Exclusion.objects.create(
        suggestion=place.suggestion,
        user=colleague,
        ground=Ground.INTEREST,
        by=place.clerk,
        at=now(),
    )

    assert fault_of(hand_to, duty, colleague, by=place.clerk, at=now()) == Fault.KEPT_OUT


@pytest.mark.parametrize("state", [State.ANSWERED, State.WITHDRAWN, State.REVIEWING])
def test_what_nobody_works_on_is_taken_up_by_nobody(state, place):
    Suggestion.objects.update(state=state)

    assert fault_of(take_up, place.suggestion, by=place.clerk, at=now()) == Fault.NOT_HANDLED
    assert not place.suggestion.duties.exists()


def test_the_clocks_of_who_answered_go_on_for_who_answers_now(place):
    fresh = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town)
    move(fresh, State.ACCEPTED, by=place.clerk)
    due = set(fresh.clocks.open().values_list("step", "due_at"))

    take(offered(fresh, place.roads), by=place.driver, at=now())

    running = fresh.clocks.open()
    assert {clock.unit for clock in running} == {place.roads}
    assert set(running.values_list("step", "due_at")) == due != set()


def test_a_co_handler_is_late_when_the_lead_is(place):
    fresh = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town)
    early = helping(fresh, place.water, by=place.plumber)
    move(fresh, State.ACCEPTED, by=place.clerk)
    helping(fresh, place.roads, by=place.driver)

    due = {clock.unit: clock.due_at for clock in fresh.clocks.open().filter(step="reply")}

    assert early.accepted_at
    assert due[place.town] == due[place.water] == due[place.roads]


def test_an_answer_ends_all_duties_and_a_withdrawal_cancels_them(place):
    other = SuggestionFactory(campaign=place.suggestion.campaign, unit=place.town, accepted=True)
    for row in (place.suggestion, other):
        take_up(row, by=place.clerk, at=now())
        offered(row, place.roads)

    move(place.suggestion, State.ANSWERED, by=place.clerk, note="已答复")
    move(other, State.WITHDRAWN, by=None)

    states = {
        row.pk: sorted(row.duties.values_list("state", flat=True))
        for row in (place.suggestion, other)
    }
    assert states[place.suggestion.pk] == [DutyState.CANCELLED, DutyState.DONE]
    assert states[other.pk] == [DutyState.CANCELLED, DutyState.CANCELLED]
