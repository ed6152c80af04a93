"""Drafts: begun once, never overwritten by a colleague, handed in complete."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Reply
from suggestions.replies.desk.forms import ReplyForm, initial_of
from suggestions.replies.drafting import DraftWords, begin, give_up, save, submit, take_back
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import Publicity, ReplyKind, ReplyState
from suggestions.states import State
from tests.factories import ReplyFactory, SuggestionFactory, staff

pytestmark = pytest.mark.django_db


def refused(call, *about, **more):
    with pytest.raises(ReplyRefused) as caught:
        call(*about, **more)
    return caught.value.refusal


def test_a_second_clerk_is_given_the_draft_that_was_begun():
    suggestion = SuggestionFactory(accepted=True)
    first, second = (staff(Role.HANDLER, unit=suggestion.unit) for _ in range(2))

    mine = begin(suggestion, by=first, at=timezone.now())
    theirs = begin(suggestion, by=second, at=timezone.now())

    assert mine == theirs
    assert Reply.objects.get().drafted_by == first


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.CLOSED, State.ADOPTED, State.DECLINED])
def test_no_reply_is_begun_where_nothing_is_owed(state):
    suggestion = SuggestionFactory(state=state)

    refusal = refused(begin, suggestion, by=staff(unit=suggestion.unit), at=timezone.now())

    withdrawn = state == State.WITHDRAWN
    assert refusal == (Refusal.WITHDRAWN if withdrawn else Refusal.GONE)


def test_under_review_there_may_be_an_interim_reply_but_no_final_one():
    suggestion = SuggestionFactory(state=State.REVIEWING)
    clerk = staff(Role.HANDLER, unit=suggestion.unit)

    assert refused(begin, suggestion, by=clerk, at=timezone.now()) == Refusal.GONE
    interim = begin(suggestion, by=clerk, at=timezone.now(), kind=ReplyKind.INTERIM)
    assert interim.state == ReplyState.DRAFT


def test_what_a_colleague_saved_is_never_overwritten():
    reply = ReplyFactory()
    first, second = (staff(Role.HANDLER, unit=reply.unit) for _ in range(2))
    save(reply, DraftWords(text="第一稿"), revision=1, by=first, at=timezone.now())

    refusal = refused(
        save, reply, DraftWords(text="另一稿"), revision=1, by=second, at=timezone.now()
    )

    assert refusal == Refusal.STALE
    assert Reply.objects.get().text == "第一稿"


def test_who_saved_last_is_who_wrote_it():
    reply = ReplyFactory()
    second = staff(Role.HANDLER, unit=reply.unit)

    row = save(reply, DraftWords(text="改稿"), revision=1, by=second, at=timezone.now())

    assert (row.drafted_by, row.revision) == (second, 2)


def test_words_that_were_handed_in_do_not_change():
    reply = ReplyFactory(submitted=True)

    refusal = refused(
        save, reply, DraftWords(text="改"), revision=1, by=reply.drafted_by, at=timezone.now()
    )

    assert refusal == Refusal.STATE


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"text": "  "}, Refusal.EMPTY),
        ({"publicity": Publicity.CLOSED}, Refusal.REASON),
        (
            {
                "kind": ReplyKind.INTERIM,
                "committed_on": timezone.localdate() - timedelta(days=1),
            },
            Refusal.PAST_DAY,
        ),
        ({"kind": ReplyKind.INTERIM, "committed_on": date(2206, 12, 31)}, Refusal.FAR_DAY),
    ],
)
def test_what_is_incomplete_is_not_handed_in(fields, refusal):
    reply = ReplyFactory(**fields)

    assert refused(submit, reply, by=reply.drafted_by, at=timezone.now()) == refusal


def test_the_form_refuses_a_day_that_is_mistyped():
    reply = ReplyFactory(kind=ReplyKind.INTERIM, committed_on=date(2206, 12, 31))

    form = ReplyForm(initial_of(reply))

    assert form.errors == {"committed_on": [Refusal.FAR_DAY.label]}


def test_a_draft_for_a_withdrawn_suggestion_is_not_handed_in():
    reply = ReplyFactory(suggestion=SuggestionFactory(state=State.WITHDRAWN))

    assert refused(submit, reply, by=reply.drafted_by, at=timezone.now()) == Refusal.WITHDRAWN


def test_a_reply_that_waits_for_approval_can_be_taken_back_once():
    reply = ReplyFactory(submitted=True)

    assert take_back(reply).state == ReplyState.DRAFT
    assert refused(take_back, reply) == Refusal.STATE


def test_words_given_up_stay_readable_and_make_room_for_another_draft():
    reply = ReplyFactory()

    given_up = give_up(reply)
    fresh = begin(reply.suggestion, by=reply.drafted_by, at=timezone.now())

    assert given_up.text == reply.text
    assert fresh.pk != reply.pk
