"""Sending: once, to nobody who withdrew, and replied is not closed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.screening import answer
from suggestions.history import Event
from suggestions.models import Reply, Suggestion
from suggestions.replies.approving import approve
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import Publicity, ReplyKind, ReplyState
from suggestions.replies.sending import send
from suggestions.states import Classification, State
from tests.factories import ReplyFactory, SuggestionFactory, staff

pytestmark = pytest.mark.django_db


def approved(**fields):
    """An approved reply and who approved it."""
    reply = ReplyFactory(submitted=True, **fields)
    second = staff(Role.SUPERVISOR, unit=reply.unit)
    return approve(reply, reviewed=True, by=second, at=timezone.now()), second


def test_a_final_reply_answers_and_does_not_close():
    reply, second = approved()

    entry = send(reply, by=second, at=timezone.now())

    suggestion = Suggestion.objects.get()
    assert suggestion.state == State.ANSWERED
    assert (entry.event, entry.note) == (Event.MOVED, reply.text)
    assert Reply.objects.get().state == ReplyState.SENT


def test_an_interim_reply_leaves_the_suggestion_open():
    day = timezone.localdate() + timedelta(days=10)
    reply, second = approved(kind=ReplyKind.INTERIM, committed_on=day)

    entry = send(reply, by=second, at=timezone.now())

    assert Suggestion.objects.get().state == State.ACCEPTED
    assert (entry.event, entry.note) == (Event.REPLIED, reply.text)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.ANSWERED, State.ADOPTED])
@pytest.mark.parametrize("kind", ReplyKind)
def test_nothing_reaches_who_withdrew_or_was_answered_meanwhile(state, kind):
    reply, second = approved(kind=kind)
    Suggestion.objects.update(state=state)

    with pytest.raises(ReplyRefused) as caught:
        send(reply, by=second, at=timezone.now())

    withdrawn = state == State.WITHDRAWN
    assert caught.value.refusal == (Refusal.WITHDRAWN if withdrawn else Refusal.GONE)
    assert Reply.objects.get().state == ReplyState.APPROVED


def test_a_day_that_nobody_can_promise_is_not_sent():
    reply, second = approved(kind=ReplyKind.INTERIM)
    Reply.objects.update(committed_on=date(2206, 12, 31))

    with pytest.raises(ReplyRefused) as caught:
        send(reply, by=second, at=timezone.now())

    assert caught.value.refusal == Refusal.FAR_DAY
    assert Reply.objects.get().state == ReplyState.APPROVED


def test_what_nobody_approved_is_not_sent():
    reply = ReplyFactory(submitted=True)

    with pytest.raises(ReplyRefused):
        send(reply, by=reply.drafted_by, at=timezone.now())


def test_a_reply_is_sent_once():
    reply, second = approved()
    send(reply, by=second, at=timezone.now())

    with pytest.raises(ReplyRefused):
        send(reply, by=second, at=timezone.now())

    assert Suggestion.objects.get().history.filter(after=State.ANSWERED).count() == 1


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_several_who_send_at_once_one_does():
    reply, second = approved()

    def press(_number):
        try:
            return send(Reply.objects.get(pk=reply.pk), by=second, at=timezone.now())
        except ReplyRefused as refusal:
            return refusal.refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        results = list(threads.map(press, range(6)))

    assert results.count(Refusal.STATE) == 5
    assert Suggestion.objects.get().history.filter(after=State.ANSWERED).count() == 1


def test_a_quick_answer_is_kept_as_a_reply_for_its_author_alone():
    suggestion = SuggestionFactory(classification=Classification.QUESTION)
    clerk = staff(Role.HANDLER, unit=suggestion.unit)

    entry = answer(suggestion, by=clerk, note="每周一至周五开放。")

    reply = Reply.objects.get()
    assert (reply.state, reply.text, reply.entry) == (ReplyState.SENT, "每周一至周五开放。", entry)
    assert reply.publicity == Publicity.ON_REQUEST
    assert not reply.is_released


def test_only_reviewed_replies_that_are_to_be_open_are_released():
    suggestion = SuggestionFactory(classification=Classification.QUESTION)
    answer(suggestion, by=staff(Role.HANDLER, unit=suggestion.unit), note="答")
    Reply.objects.update(publicity=Publicity.PUBLIC)

    assert not Reply.objects.released().exists()
    Reply.objects.update(reviewed_at=timezone.now())
    assert Reply.objects.released().count() == 1


def test_a_promise_is_broken_once_its_day_has_passed_and_nothing_followed():
    day = timezone.localdate()
    reply, second = approved(kind=ReplyKind.INTERIM, committed_on=day)
    send(reply, by=second, at=timezone.now())

    assert not Reply.objects.broken(day).exists()
    assert Reply.objects.broken(day + timedelta(days=1)).get() == reply


def test_a_later_reply_keeps_the_promise():
    day = timezone.localdate()
    first, second = approved(kind=ReplyKind.INTERIM, committed_on=day)
    send(first, by=second, at=timezone.now())
    final = ReplyFactory(suggestion=first.suggestion, submitted=True, drafted_by=first.drafted_by)
    send(approve(final, reviewed=True, by=second, at=timezone.now()), by=second, at=timezone.now())

    assert not Reply.objects.broken(day + timedelta(days=1)).exists()
