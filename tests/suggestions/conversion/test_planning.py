"""Planning: what a plan must say, and that a day put off is put off in public."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from suggestions.conversion.action import Action, ActionState, Rhythm
from suggestions.conversion.planning import change_action, plan_action
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.history import Event
from tests.factories import UnitFactory
from tests.suggestions.conversion.following import NOW, plan, today


def test_a_plan_has_units_measure_day_and_rhythm(here):
    helper = UnitFactory()
    wish = plan(
        here.office,
        co_units=[helper],
        indicator="座椅",
        indicator_unit="把",
        baseline=Decimal(2),
        target=Decimal(20),
        rhythm=Rhythm.MONTHLY,
    )

    action = plan_action(here.idea, wish, by=here.editor, at=NOW())

    kept = Action.objects.get(pk=action.pk)
    assert (kept.unit, list(kept.co_units.all())) == (here.office, [helper])
    assert (kept.indicator, kept.baseline, kept.target) == ("座椅", 2, 20)
    assert (kept.rhythm, kept.planned_on, kept.state) == ("monthly", today(), ActionState.PLANNED)


def test_the_lead_unit_does_not_take_part_in_its_own_action(here):
    action = plan_action(
        here.idea, plan(here.office, co_units=[here.office]), by=here.editor, at=NOW()
    )

    assert not action.co_units.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"target": Decimal(5)},
        {"baseline": Decimal(5)},
        {"indicator": "座椅"},
        {"due_on": today() - timedelta(days=1)},
    ],
    ids=["aim of nothing", "start of nothing", "no aim", "day has passed"],
)
def test_a_plan_that_makes_no_sense_is_refused(here, fields):
    with pytest.raises(FollowUpRefused):
        plan_action(here.idea, plan(here.office, **fields), by=here.editor, at=NOW())

    assert Action.objects.count() == 1


def test_the_idea_is_due_with_its_last_action(here):
    days = [today() + timedelta(days=days) for days in (90, 10)]
    for day in days:
        plan_action(here.idea, plan(here.office, due_on=day), by=here.editor, at=NOW())

    assert here.again().due_on == days[0]


def test_a_later_day_needs_a_reason(here):
    wish = plan(here.office, due_on=here.action.due_on + timedelta(days=1))

    with pytest.raises(FollowUpRefused):
        change_action(here.action, wish, by=here.editor, at=NOW(), reason=" ")

    assert Action.objects.get().due_on == here.action.due_on


def test_a_day_put_off_is_said_in_public_with_the_first_promise(here):
    promised = plan_action(here.idea, plan(here.office), by=here.editor, at=NOW())
    first, later = promised.due_on, promised.due_on + timedelta(days=60)

    change_action(
        promised, plan(here.office, due_on=later), by=here.editor, at=NOW(), reason="材料未到"
    )

    kept = Action.objects.get(pk=promised.pk)
    assert (kept.due_on, kept.first_due_on, kept.was_postponed) == (later, first, True)
    assert "材料未到" in kept.notes.get().text
    assert here.idea.suggestion.history.last().event == Event.PROGRESS
    assert here.again().due_on == later


def test_an_earlier_day_needs_no_reason(here):
    wish = plan(here.office, due_on=here.action.due_on - timedelta(days=1))

    change_action(here.action, wish, by=here.editor, at=NOW())

    assert Action.objects.get().due_on == wish.due_on
    assert not here.action.notes.exists()


def test_the_unit_that_acts_does_not_plan(here):
    for attempt in (plan_action, change_action):
        row = here.idea if attempt is plan_action else here.action
        with pytest.raises(PermissionDenied):
            attempt(row, plan(here.office), by=here.handler, at=NOW())


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "progress"),
    [
        (None, None, None, None),
        (0, 10, None, None),
        (0, 10, 0, 0),
        (0, 10, 5, 50),
        (0, 10, 12, 100),
        (20, 10, 15, 50),
        (20, 10, 25, 0),
        (None, 10, 1, 10),
        (5, 5, 5, 100),
        (5, 5, 4, 0),
    ],
)
def test_progress_is_the_way_from_start_to_aim(baseline, target, latest, progress):
    values = [value if value is None else Decimal(value) for value in (baseline, target, latest)]
    action = Action(baseline=values[0], target=values[1], latest_value=values[2])

    assert action.progress == progress
