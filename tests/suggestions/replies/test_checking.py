"""Checking: by a supervisor, never by a hand that replied, and what follows from it."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.clocks.step import Step
from suggestions.models import Asking, Check, Suggestion
from suggestions.replies.check import Point
from suggestions.replies.checking import check, check_refusal
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.states import State
from tests.factories import SuggestionFactory, UnitFactory, sent_reply, staff

pytestmark = pytest.mark.django_db


def refused(*about, **more):
    with pytest.raises(ReplyRefused) as caught:
        check(*about, **more)
    return caught.value.refusal


def test_a_passed_reply_has_its_author_asked():
    reply = sent_reply()
    supervisor = staff(Role.SUPERVISOR, unit=reply.unit)

    made = check(reply.suggestion, True, by=supervisor, at=timezone.now())

    assert (made.reply, made.alone) == (reply, False)
    assert Asking.objects.get().reply == reply
    assert Suggestion.objects.get().state == State.ANSWERED


def test_what_is_sent_back_is_answered_again_with_a_new_clock():
    reply = sent_reply()
    supervisor = staff(Role.SUPERVISOR, unit=reply.unit)

    check(reply.suggestion, False, by=supervisor, note="没有回答第二问。", at=timezone.now())

    suggestion = Suggestion.objects.get()
    assert suggestion.state == State.ACCEPTED
    assert not Asking.objects.exists()
    last = suggestion.history.last()
    assert (last.note, last.internal_note) == ("", "没有回答第二问。")
    assert suggestion.clocks.open().filter(step=Step.REPLY).count() == 1


def test_sending_back_needs_a_note_and_passing_every_point():
    reply = sent_reply()
    supervisor = staff(Role.SUPERVISOR, unit=reply.unit)
    row, at = reply.suggestion, timezone.now()

    assert refused(row, False, by=supervisor, at=at) == Refusal.NOTE
    assert refused(row, True, by=supervisor, at=at, points=[Point.TONE]) == Refusal.POINTS
    assert not Check.objects.exists()


def test_a_reply_is_checked_once():
    reply = sent_reply()
    supervisor = staff(Role.SUPERVISOR, unit=reply.unit)
    check(reply.suggestion, True, by=supervisor, at=timezone.now())

    assert refused(reply.suggestion, True, by=supervisor, at=timezone.now()) == Refusal.STATE


def test_no_hand_that_replied_checks_while_somebody_else_could():
    top = UnitFactory()
    reply = sent_reply(SuggestionFactory(accepted=True, unit=UnitFactory(parent=top)))
    staff(Role.SUPERVISOR, unit=top)
    on = timezone.localdate()

    assert check_refusal(reply, reply.drafted_by, on=on) == Refusal.OWN_HAND
    assert check_refusal(reply, reply.approved_by, on=on) == Refusal.OWN_HAND


def test_a_colleague_who_does_not_supervise_leaves_it_to_the_supervisor():
    reply = sent_reply()
    colleague = staff(Role.HANDLER, unit=reply.unit)
    on = timezone.localdate()

    assert check_refusal(reply, colleague, on=on) is None
    supervisor = staff(Role.SUPERVISOR, unit=reply.unit)
    assert check_refusal(reply, colleague, on=on) == Refusal.SUPERVISOR
    assert check_refusal(reply, supervisor, on=on) is None


def test_an_only_person_checks_and_it_is_recorded():
    reply = sent_reply()
    reply.unit.memberships.exclude(user=reply.drafted_by).delete()

    made = check(reply.suggestion, True, by=reply.drafted_by, at=timezone.now())

    assert made.alone
