"""Actions, reports and what came of an idea: who, what, and what the author reads."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.converting import (
    change_action,
    convert,
    lapse,
    plan_action,
    report_progress,
    show,
)
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.history import Event, MoveNotAllowed
from suggestions.states import State
from tests.factories import ActionFactory, GoldenIdeaFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def idea():
    return GoldenIdeaFactory()


@pytest.fixture
def editor(idea):
    return staff(Role.EDITOR, unit=idea.suggestion.unit)


def test_a_planned_action_has_owner_and_day(idea, editor):
    unit, day = UnitFactory(), timezone.localdate() + timedelta(days=30)

    action = plan_action(idea, "增设座椅", unit, day, by=editor, at=NOW())

    assert (action.state, action.unit, action.due_on) == (ActionState.PLANNED, unit, day)
    assert list(idea.actions.all()) == [action]


def test_a_report_moves_the_action_and_is_in_the_history(idea, editor):
    action = ActionFactory(idea=idea)

    note = report_progress(action, ActionState.UNDER_WAY, "已经开工", by=editor, at=NOW())

    action.refresh_from_db()
    entry = idea.suggestion.history.last()
    assert (action.state, note.state, note.by) == ("under_way", "under_way", editor)
    assert (entry.event, entry.note, entry.by) == (Event.PROGRESS, "已经开工", editor)


def test_an_action_can_be_corrected(idea, editor):
    action, unit = ActionFactory(idea=idea), UnitFactory()
    day = timezone.localdate() + timedelta(days=60)

    change_action(action, "改为增设凉亭", unit, day, by=editor, at=NOW())

    kept = Action.objects.get()
    assert (kept.what, kept.unit, kept.due_on) == ("改为增设凉亭", unit, day)


@pytest.mark.parametrize(("conclude", "state"), [(convert, "converted"), (lapse, "lapsed")])
def test_an_idea_ends_with_an_explanation_for_its_author(idea, editor, conclude, state):
    conclude(idea, "说明", by=editor, at=NOW())

    entry = idea.suggestion.history.last()
    idea.suggestion.refresh_from_db()
    assert idea.suggestion.state == state
    assert (entry.after, entry.note, entry.by) == (state, "说明", editor)


def test_what_lapsed_may_still_be_carried_out(idea, editor):
    lapse(idea, "逾期", by=editor, at=NOW())

    convert(idea, "终于落实", by=editor, at=NOW())

    assert idea.suggestion.state == State.CONVERTED


def test_what_is_carried_out_stays_so(idea, editor):
    convert(idea, "落实", by=editor, at=NOW())

    for conclude in (convert, lapse):
        with pytest.raises(MoveNotAllowed):
            conclude(idea, "再来", by=editor, at=NOW())


def test_hiding_and_showing(idea, editor):
    show(idea, False, by=editor, at=NOW())
    assert not GoldenIdea.objects.public().exists()

    show(idea, True, by=editor, at=NOW())
    assert GoldenIdea.objects.public().get() == idea


@pytest.mark.parametrize("change", ["plan", "report", "correct", "conclude", "show"])
def test_each_change_raises_the_version_by_which_others_know_it(idea, editor, change):
    action = ActionFactory(idea=idea)
    before = GoldenIdea.objects.get().version
    day = timezone.localdate()
    changes = {
        "plan": lambda: plan_action(idea, "x", action.unit, day, by=editor, at=NOW()),
        "report": lambda: report_progress(action, ActionState.DONE, "x", by=editor, at=NOW()),
        "correct": lambda: change_action(action, "x", action.unit, day, by=editor, at=NOW()),
        "conclude": lambda: convert(idea, "x", by=editor, at=NOW()),
        "show": lambda: show(idea, False, by=editor, at=NOW()),
    }

    changes[change]()

    assert GoldenIdea.objects.get().version == before + 1


def test_strangers_change_nothing(idea):
    action, stranger = ActionFactory(idea=idea), staff(Role.EDITOR, unit=UnitFactory())
    day = timezone.localdate()
    attempts = [
        lambda: plan_action(idea, "x", action.unit, day, by=stranger, at=NOW()),
        lambda: report_progress(action, ActionState.DONE, "x", by=stranger, at=NOW()),
        lambda: change_action(action, "x", action.unit, day, by=stranger, at=NOW()),
        lambda: convert(idea, "x", by=stranger, at=NOW()),
        lambda: show(idea, False, by=stranger, at=NOW()),
    ]

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()

    idea.suggestion.refresh_from_db()
    assert idea.suggestion.state == State.ADOPTED
    assert Action.objects.get().state == ActionState.PLANNED


def test_overdue_are_unfinished_actions_past_their_day(idea):
    today = timezone.localdate()
    late = ActionFactory(idea=idea, due_on=today - timedelta(days=1))
    ActionFactory(idea=idea, due_on=today)
    ActionFactory(idea=idea, due_on=today - timedelta(days=1), state=ActionState.DONE)

    assert list(Action.objects.overdue(today)) == [late]
