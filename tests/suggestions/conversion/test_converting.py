"""What the steps have in common: showing and hiding, strangers, and what is overdue."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.organisation.membership import Role
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.converting import lapse, show
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.planning import change_action, plan_action
from suggestions.conversion.reporting import Report, report_progress
from suggestions.states import State
from tests.factories import ActionFactory, UnitFactory, staff
from tests.suggestions.conversion.following import NOW, plan, today


def test_an_idea_lapses_with_an_explanation_for_its_author(here):
    lapse(here.idea, "说明", by=here.editor, at=NOW())

    entry = here.idea.suggestion.history.last()
    assert here.state == State.LAPSED
    assert (entry.after, entry.note, entry.by) == (State.LAPSED, "说明", here.editor)


def test_hiding_and_showing(here):
    show(here.idea, False, by=here.editor, at=NOW())
    assert not GoldenIdea.objects.public().exists()

    show(here.idea, True, by=here.editor, at=NOW())
    assert GoldenIdea.objects.public().get() == here.idea


@pytest.mark.parametrize("change", ["plan", "report", "correct", "conclude", "show"])
def test_each_change_raises_the_version_by_which_others_know_it(here, change):
    idea, action, editor = here.idea, here.action, here.editor
    before = here.again().version
    report = Report(ActionState.DONE, "x")
    changes = {
        "plan": lambda: plan_action(idea, plan(here.office), by=editor, at=NOW()),
        "report": lambda: report_progress(action, report, by=editor, at=NOW()),
        "correct": lambda: change_action(action, plan(here.office), by=editor, at=NOW()),
        "conclude": lambda: lapse(idea, "x", by=editor, at=NOW()),
        "show": lambda: show(idea, False, by=editor, at=NOW()),
    }

    changes[change]()

    assert here.again().version == before + 1


def test_strangers_change_nothing(here):
    idea, action, stranger = here.idea, here.action, staff(Role.EDITOR, unit=UnitFactory())
    report = Report(ActionState.DONE, "x")
    attempts = [
        lambda: plan_action(idea, plan(here.office), by=stranger, at=NOW()),
        lambda: report_progress(action, report, by=stranger, at=NOW()),
        lambda: change_action(action, plan(here.office), by=stranger, at=NOW()),
        lambda: lapse(idea, "x", by=stranger, at=NOW()),
        lambda: show(idea, False, by=stranger, at=NOW()),
    ]

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()

    assert here.state == State.ADOPTED
    assert Action.objects.get().state == ActionState.PLANNED


def test_overdue_are_unfinished_actions_past_their_day(here):
    day = today()
    Action.objects.update(due_on=day)
    late = ActionFactory(idea=here.idea, due_on=day - timedelta(days=1))
    ActionFactory(idea=here.idea, due_on=day - timedelta(days=1), state=ActionState.DONE)

    assert list(Action.objects.overdue(day)) == [late]
