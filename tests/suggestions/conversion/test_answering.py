"""The author's word: asked, kept once, and silence called silence."""

from datetime import timedelta

import pytest
import time_machine

from suggestions.conversion.answering import answer_as_author, close_silent, question_for
from suggestions.conversion.proposal import ProposalState
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.verifying import send_back, verify
from suggestions.history import move
from suggestions.models import FollowUpRules, Proposal
from suggestions.states import State
from tests.suggestions.conversion.following import NOW, put_forward


def after(days):
    return time_machine.travel(NOW() + timedelta(days=days), tick=False)


def test_nobody_is_asked_before_something_is_put_forward(here):
    assert question_for(here.idea.suggestion) is None
    with pytest.raises(FollowUpRefused):
        answer_as_author(here.idea.suggestion, True, "", at=NOW())


def test_an_author_answers_once(here):
    put_forward(here)
    answer_as_author(here.idea.suggestion, True, "", at=NOW())

    with pytest.raises(FollowUpRefused):
        answer_as_author(here.idea.suggestion, False, "反悔", at=NOW())

    assert Proposal.objects.get().answer == "agrees"


def test_who_does_not_agree_says_why(here):
    put_forward(here)

    with pytest.raises(FollowUpRefused):
        answer_as_author(here.idea.suggestion, False, " ", at=NOW())

    assert Proposal.objects.get().answer == ""


def test_after_a_no_the_second_unit_looks_again(here):
    proposal = put_forward(here)
    verify(proposal, "看过照片", by=here.judge, at=NOW())

    answer_as_author(here.idea.suggestion, False, "还缺两盏", at=NOW())

    kept = Proposal.objects.get()
    assert (here.state, kept.is_open, kept.is_verified) == (State.ADOPTED, True, False)

    verify(proposal, "到现场数过", by=here.judge, at=NOW())

    kept.refresh_from_db()
    assert (here.state, kept.answer, kept.answer_comment) == (
        State.CONVERTED, "disagrees", "还缺两盏",
    )  # fmt: skip
    assert [verdict.note for verdict in kept.verdicts.all()] == ["看过照片", "到现场数过"]


def test_silence_within_the_days_settles_nothing(here):
    verify(put_forward(here), "x", by=here.judge, at=NOW())

    with after(FollowUpRules.load().answer_days):
        close_silent()

    assert here.state == State.ADOPTED


def test_silence_after_the_days_counts_as_no_answer_and_says_so(here):
    verify(put_forward(here), "x", by=here.judge, at=NOW())

    with after(FollowUpRules.load().answer_days + 1):
        close_silent()
        close_silent()

    assert (here.state, Proposal.objects.get().answer) == (State.CONVERTED, "silent")


def test_the_days_are_data(here):
    rules = FollowUpRules.load()
    rules.answer_days = 3
    rules.save()
    verify(put_forward(here), "x", by=here.judge, at=NOW())

    with after(4):
        close_silent()

    assert here.state == State.CONVERTED


def test_silence_does_not_stand_in_for_the_second_unit(here):
    proposal = put_forward(here)

    with after(FollowUpRules.load().answer_days + 1):
        close_silent()
        assert here.state == State.ADOPTED
        verify(proposal, "x", by=here.judge, at=NOW())

    assert (here.state, Proposal.objects.get().answer) == (State.CONVERTED, "silent")


def test_what_was_sent_back_asks_no_longer(here):
    send_back(put_forward(here), "x", by=here.judge, at=NOW())

    assert question_for(here.idea.suggestion) is None


def test_an_idea_that_was_concluded_otherwise_stops_no_other(here):
    verify(put_forward(here), "x", by=here.judge, at=NOW())
    move(here.idea.suggestion, State.LAPSED, by=here.editor, note="x")
    move(here.idea.suggestion, State.CONVERTED, by=here.editor, note="x")

    with after(FollowUpRules.load().answer_days + 1):
        close_silent()

    assert here.state == State.CONVERTED
    assert Proposal.objects.get().state == ProposalState.OPEN
