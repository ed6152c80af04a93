"""Ageing: what nobody reports on goes stale in public, and is never lapsed silently."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from suggestions.conversion import ageing
from suggestions.conversion.action import ActionState
from suggestions.conversion.ageing import is_quiet, lapsing, put_forward_lapsed
from suggestions.conversion.converting import keep_going, lapse
from suggestions.conversion.proposal import ProposalState
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.history import MoveNotAllowed
from suggestions.models import Action, FollowUpRules, Proposal
from suggestions.states import State
from tests.suggestions.conversion.following import NOW, put_forward, scene, today


def old(here, *, due=200, planned=300, news=None, state=ActionState.UNDER_WAY):
    """The action's days, counted back from today."""
    back = lambda days: None if days is None else today() - timedelta(days=days)  # noqa: E731
    Action.objects.update(
        due_on=back(due), planned_on=back(planned), last_news_on=back(news), state=state
    )


def days():
    return FollowUpRules.load().lapse_days


def test_an_action_is_quiet_after_so_many_days_without_news(here):
    action = here.action
    action.planned_on = today() - timedelta(days=60)

    assert is_quiet(action, today(), 60)
    assert not is_quiet(action, today(), 61)

    action.last_news_on = today() - timedelta(days=59)
    assert not is_quiet(action, today(), 60)


def test_finished_actions_are_never_quiet(here):
    here.action.planned_on = today() - timedelta(days=600)
    for state in (ActionState.DONE, ActionState.PARTLY, ActionState.LAPSED):
        here.action.state = state
        assert not is_quiet(here.action, today(), 60)


def test_what_is_overdue_and_silent_is_put_forward_once(here):
    old(here)

    put_forward_lapsed()
    put_forward_lapsed()

    proposal = Proposal.objects.get()
    assert (proposal.idea, proposal.outcome, proposal.proposed_by) == (here.idea, "lapsed", None)
    assert proposal.note
    assert here.state == State.ADOPTED


@pytest.mark.parametrize(
    "fields",
    [
        {"due": -1},
        {"due": 10},
        {"news": 10},
        {"planned": 10},
        {"state": ActionState.DONE},
        {"state": ActionState.LAPSED},
    ],
    ids=["not due", "lately due", "lately reported", "lately planned", "done", "lapsed"],
)
def test_the_others_are_left_alone(here, fields):
    old(here, **fields)

    assert lapsing(today(), days()) == []


@pytest.mark.parametrize("state", [State.CONVERTED, State.LAPSED, State.PARTLY_CONVERTED])
def test_concluded_ideas_are_left_alone(here, state):
    old(here)
    here.idea.suggestion.state = state
    here.idea.suggestion.save()

    assert lapsing(today(), days()) == []


def test_while_something_is_being_verified_nothing_is_put_forward(here):
    put_forward(here)
    old(here)

    put_forward_lapsed()

    assert Proposal.objects.get().outcome == State.CONVERTED


def test_an_editor_calls_it_lapsed_with_a_reason(here):
    old(here)
    put_forward_lapsed()

    lapse(here.again(), "经费未落实，终止", by=here.editor, at=NOW())

    assert (here.state, Proposal.objects.get().state) == (State.LAPSED, ProposalState.ACCEPTED)
    assert here.idea.suggestion.history.last().note == "经费未落实，终止"


def test_an_editor_says_that_it_goes_on_and_is_not_asked_again_tomorrow(here):
    old(here)
    put_forward_lapsed()

    keep_going(Proposal.objects.get(), "下月开工", by=here.editor, at=NOW())

    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.verdicts.get().note) == ("sent_back", "下月开工")
    assert here.state == State.ADOPTED
    assert lapsing(today(), days()) == []
    assert lapsing(today() + timedelta(days=days()), days()) == [here.idea]


def test_it_is_said_once_that_it_goes_on(here):
    old(here)
    put_forward_lapsed()
    keep_going(Proposal.objects.get(), "一", by=here.editor, at=NOW())

    with pytest.raises(FollowUpRefused):
        keep_going(Proposal.objects.get(), "二", by=here.editor, at=NOW())


def test_a_claim_answers_that_it_was_put_forward_as_lapsed(here):
    old(here)
    put_forward_lapsed()

    claimed = put_forward(here)

    assert Proposal.objects.exclude(pk=claimed.pk).get().state == ProposalState.SENT_BACK


def test_handlers_decide_nothing(here):
    old(here)
    put_forward_lapsed()

    with pytest.raises(PermissionDenied):
        keep_going(Proposal.objects.get(), "x", by=here.handler, at=NOW())
    with pytest.raises(PermissionDenied):
        lapse(here.idea, "x", by=here.handler, at=NOW())


def test_what_is_being_verified_does_not_lapse(here):
    put_forward(here)

    with pytest.raises(FollowUpRefused):
        lapse(here.again(), "x", by=here.editor, at=NOW())

    assert here.state == State.ADOPTED


def test_what_lapsed_does_not_lapse_again(here):
    lapse(here.idea, "x", by=here.editor, at=NOW())

    with pytest.raises(MoveNotAllowed):
        lapse(here.again(), "x", by=here.editor, at=NOW())


def test_a_day_put_off_meanwhile_stops_neither_that_idea_nor_the_others(here, monkeypatch):
    old(here)
    other = scene()
    old(other)
    listed = lapsing(today(), days())
    Action.objects.filter(idea=here.idea).update(due_on=today() + timedelta(days=9))
    monkeypatch.setattr(ageing, "lapsing", lambda *_asked: listed)

    put_forward_lapsed()

    assert listed == [here.idea, other.idea]
    assert Proposal.objects.get().idea == other.idea
