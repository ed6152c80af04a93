"""Approval by a second hand, with the review before release, or a return with a note."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import Event
from suggestions.replies.approving import approve, review_release, send_back
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import Publicity, ReplyState
from tests.factories import ReplyFactory, sent_reply, staff

pytestmark = pytest.mark.django_db


def test_a_second_person_approves_and_the_review_is_on_record():
    reply = ReplyFactory(submitted=True, text="请致电13800138000联系王科长。")
    second = staff(Role.SUPERVISOR, unit=reply.unit)
    at = timezone.now()

    row = approve(reply, reviewed=True, note="已核对", by=second, at=at)

    assert row.state == ReplyState.APPROVED
    assert (row.approved_by, row.reviewed_by, row.reviewed_at) == (second, second, at)
    assert row.review_found >= 1
    assert not row.approved_alone


def test_nobody_approves_their_own_reply_where_a_colleague_could():
    reply = ReplyFactory(submitted=True)
    staff(Role.HANDLER, unit=reply.unit)

    with pytest.raises(ReplyRefused) as caught:
        approve(reply, reviewed=True, by=reply.drafted_by, at=timezone.now())

    assert caught.value.refusal == Refusal.OWN_HAND


def test_an_only_person_approves_their_own_reply_and_it_says_so():
    reply = ReplyFactory(submitted=True)

    row = approve(reply, reviewed=True, by=reply.drafted_by, at=timezone.now())

    assert row.approved_alone


def test_nothing_goes_out_that_nobody_reviewed():
    reply = ReplyFactory(submitted=True)

    with pytest.raises(ReplyRefused) as caught:
        approve(reply, reviewed=False, by=staff(unit=reply.unit), at=timezone.now())

    assert caught.value.refusal == Refusal.NOT_REVIEWED


def test_a_reply_is_sent_back_with_a_note_only():
    reply = ReplyFactory(submitted=True)
    second = staff(Role.SUPERVISOR, unit=reply.unit)

    with pytest.raises(ReplyRefused):
        send_back(reply, note=" ", by=second)
    row = send_back(reply, note="请写明依据。", by=second)

    assert (row.state, row.return_note, row.returned_by) == (
        ReplyState.RETURNED,
        "请写明依据。",
        second,
    )


def test_who_may_read_a_sent_reply_can_be_decided_anew_and_is_on_record():
    reply = sent_reply()
    publisher = staff(Role.PUBLISHER, unit=reply.unit)

    row = review_release(
        reply, Publicity.CLOSED, reason="涉及个人隐私", note="", by=publisher, at=timezone.now()
    )

    assert not row.is_released
    entry = reply.suggestion.history.get(event=Event.RELEASE)
    assert (entry.before, entry.after, entry.by) == ("public", "closed", publisher)
