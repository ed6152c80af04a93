"""Call backs: never by the handling unit, never twice at once, under the caller's name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts.contact import ContactAccess, ContactDetails, Purpose, keep_contact
from portal.organisation.membership import Role
from suggestions.duties.duty import DutyState, Part
from suggestions.models import Asking, CallAttempt, Duty, Rating, Suggestion
from suggestions.rating.asking import AskingEnd, CallResult, Way
from suggestions.rating.calling import (
    CALL_AGAIN_AFTER,
    CALL_FOR,
    call_refusal,
    note_answers,
    note_attempt,
    read_phone,
    take_call,
    waiting_calls,
)
from suggestions.rating.rating import Source
from suggestions.rating.refusals import RatingRefused, Refusal
from suggestions.rating.silence import CALL_AT_LEAST_ONCE, close_unrated
from suggestions.states import State
from tests.factories import SuggestionFactory, UnitFactory, UserFactory, asked, staff

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


def called(*, unit=None, at=None, **details):
    """An asking of somebody who left a telephone number, and nothing else unless said."""
    contact = keep_contact(ContactDetails(**({"phone": PHONE} | details)))
    return asked(
        SuggestionFactory(
            accepted=True, contact=contact, unit=unit or UnitFactory(parent=UnitFactory())
        ),
        at=at,
    )


def caller_above(asking):
    return staff(Role.SUPERVISOR, unit=asking.unit.get_parent())


def refusal_of(call, *about, **more):
    with pytest.raises(RatingRefused) as caught:
        call(*about, **more)
    return caught.value.refusal


def test_who_has_only_a_telephone_is_called_at_once():
    asking = called()

    assert asking.via == Way.CALL
    assert asking.call_from == asking.asked_at


def test_who_has_mail_gets_a_link_first_and_is_called_after_some_days():
    asking = called(email="someone@example.org")

    assert asking.via == Way.LINK
    assert not Asking.objects.to_call(timezone.now()).exists()
    assert Asking.objects.to_call(timezone.now() + timedelta(days=5)).get() == asking


def test_who_left_no_number_is_never_called():
    asking = asked(SuggestionFactory(accepted=True, author=UserFactory()))

    assert asking.call_from is None


def test_nobody_of_a_unit_with_a_share_calls():
    asking = called()
    top = asking.unit.get_parent()
    helper = UnitFactory(parent=top)
    Duty.objects.create(
        suggestion=asking.suggestion,
        unit=helper,
        part=Part.CO,
        state=DutyState.DONE,
        sender=asking.unit,
        sent_at=timezone.now(),
    )
    caller = caller_above(asking)
    own, of_helper = staff(Role.SUPERVISOR, unit=asking.unit), staff(Role.HANDLER, unit=helper)
    on = timezone.localdate()

    assert call_refusal(asking, own, on=on) == Refusal.HANDLING_UNIT
    assert call_refusal(asking, of_helper, on=on) == Refusal.HANDLING_UNIT
    assert call_refusal(asking, caller, on=on) is None


def test_in_an_office_that_stands_alone_a_second_person_calls():
    asking = called(unit=UnitFactory())
    on = timezone.localdate()
    second = staff(Role.HANDLER, unit=asking.unit)

    assert call_refusal(asking, asking.reply.drafted_by, on=on) == Refusal.OWN_HAND
    assert call_refusal(asking, second, on=on) is None


def test_an_only_person_calls_and_it_is_recorded():
    asking = called(unit=UnitFactory())
    asking.unit.memberships.exclude(user=asking.reply.drafted_by).delete()
    person, at = asking.reply.drafted_by, timezone.now()

    take_call(asking, by=person, at=at)
    rating = note_answers(asking, answered=4, done=4, comment="", by=person, at=at)

    assert rating.alone
    assert Suggestion.objects.get().state == State.CLOSED


def test_two_callers_never_call_at_once():
    asking = called()
    first, second = caller_above(asking), caller_above(asking)
    at = timezone.now()
    take_call(asking, by=first, at=at)

    assert refusal_of(take_call, asking, by=second, at=at) == Refusal.TAKEN
    assert not waiting_calls(Asking.objects.all(), for_=second, at=at).exists()
    assert waiting_calls(Asking.objects.all(), for_=first, at=at).exists()
    later = at + CALL_FOR + timedelta(seconds=1)
    assert take_call(asking, by=second, at=later).claimed_by == second


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_several_callers_at_once_one_gets_the_call():
    asking = called()
    callers = [caller_above(asking) for _ in range(6)]

    def press(caller):
        try:
            return take_call(Asking.objects.get(pk=asking.pk), by=caller, at=timezone.now())
        except RatingRefused as refused:
            return refused.refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        results = list(threads.map(press, callers))

    assert results.count(Refusal.TAKEN) == 5


def test_the_number_is_opened_by_who_holds_the_call_only_and_written_down():
    asking = called()
    caller, at = caller_above(asking), timezone.now()

    assert refusal_of(read_phone, asking, by=caller, at=at) == Refusal.NOT_CLAIMED
    held = take_call(asking, by=caller, at=at)
    details = read_phone(held, by=caller, at=at)

    assert details.phone == PHONE
    access = ContactAccess.objects.filter(by=caller).get()
    assert access.purpose == Purpose.CONTACT


def test_answers_are_kept_under_the_callers_name_apart_from_own_ratings():
    asking = called()
    caller, at = caller_above(asking), timezone.now()
    take_call(asking, by=caller, at=at)

    rating = note_answers(asking, answered=5, done=3, comment="修好了", by=caller, at=at)

    assert (rating.source, rating.by, rating.alone) == (Source.CALLBACK, caller, False)
    assert CallAttempt.objects.get().by == caller


@pytest.mark.parametrize("taken_by_another", [False, True])
def test_answers_of_a_long_call_are_kept_unless_somebody_else_has_taken_it(taken_by_another):
    asking = called()
    caller, at = caller_above(asking), timezone.now()
    take_call(asking, by=caller, at=at)
    later = at + CALL_FOR + timedelta(minutes=1)
    if taken_by_another:
        take_call(asking, by=caller_above(asking), at=later)
    marks = {"answered": 5, "done": 5, "comment": "说了半小时", "by": caller, "at": later}

    if taken_by_another:
        assert refusal_of(note_answers, asking, **marks) == Refusal.NOT_CLAIMED
    else:
        assert note_answers(asking, **marks).by == caller


def test_silence_does_not_close_what_somebody_is_calling_about():
    asking = called()
    now = timezone.now()
    CallAttempt.objects.create(
        asking=asking, result=CallResult.NO_ANSWER, by=caller_above(asking), at=now
    )
    Asking.objects.update(due_at=now - timedelta(minutes=1))
    take_call(asking, by=caller_above(asking), at=now)

    assert close_unrated() == 0
    Asking.objects.update(claimed_until=now - timedelta(minutes=1))
    assert close_unrated() == 1


def test_answers_of_who_does_not_hold_the_call_are_refused():
    asking = called()
    caller = caller_above(asking)

    refusal = refusal_of(
        note_answers, asking, answered=5, done=5, comment="", by=caller, at=timezone.now()
    )

    assert refusal == Refusal.NOT_CLAIMED
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    ("result", "end"),
    [
        (CallResult.REFUSED, AskingEnd.REFUSED),
        (CallResult.WRONG_NUMBER, AskingEnd.UNREACHABLE),
    ],
)
def test_who_cannot_or_will_not_answer_is_closed_unrated(result, end):
    asking = called()
    caller, at = caller_above(asking), timezone.now()
    take_call(asking, by=caller, at=at)

    note_attempt(asking, result, by=caller, at=at)

    assert Asking.objects.get().end == end
    assert Suggestion.objects.get().state == State.CLOSED


def test_who_does_not_answer_is_called_again_on_other_days_and_then_given_up():
    asking = called()
    caller, at = caller_above(asking), timezone.now()

    for number in range(3):
        assert Asking.objects.get().closed_at is None, number
        take_call(asking, by=caller, at=at)
        note_attempt(asking, CallResult.NO_ANSWER, by=caller, at=at)
        assert not Asking.objects.to_call(at).exists()
        at += CALL_AGAIN_AFTER

    assert Asking.objects.get().end == AskingEnd.UNREACHABLE


def test_who_is_to_be_called_is_not_closed_by_silence_before_anybody_tried():
    asking = called(at=timezone.now() - timedelta(days=20))
    assert asking.due_at < timezone.now()

    assert close_unrated() == 0
    Asking.objects.update(due_at=timezone.now() - CALL_AT_LEAST_ONCE - timedelta(days=1))
    assert close_unrated() == 1

    assert Asking.objects.get().end == AskingEnd.NOT_CALLED
