"""Rights over golden ideas: every role, in the unit in charge, above it, and elsewhere."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.rights import (
    may_conclude,
    may_plan,
    may_report,
    may_show,
    may_use_desk,
)
from tests.factories import ActionFactory, GoldenIdeaFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
KEEPERS = {Role.EDITOR, Role.CHAIR, Role.HANDLER}
CONCLUDERS = {Role.EDITOR, Role.CHAIR}


def today():
    return timezone.localdate()


@pytest.mark.parametrize("role", Role)
def test_in_the_unit_in_charge(role):
    action = ActionFactory()
    idea = action.idea
    person = staff(role, unit=idea.suggestion.unit)

    assert may_use_desk(person, on=today()) == (role in KEEPERS)
    assert may_plan(person, idea, on=today()) == (role in KEEPERS)
    assert may_report(person, action, on=today()) == (role in KEEPERS)
    assert may_conclude(person, idea, on=today()) == (role in CONCLUDERS)
    assert may_show(person, idea, on=today()) == (role in CONCLUDERS)
    assert GoldenIdea.objects.visible_to(person, on=today()).exists() == (role in KEEPERS)


@pytest.mark.parametrize("role", Role)
def test_in_the_unit_that_acts(role):
    acting = UnitFactory()
    action = ActionFactory(unit=acting)
    person = staff(role, unit=acting)

    assert may_report(person, action, on=today()) == (role in KEEPERS)
    assert not may_plan(person, action.idea, on=today())
    assert not may_conclude(person, action.idea, on=today())
    assert GoldenIdea.objects.visible_to(person, on=today()).exists() == (role in KEEPERS)


@pytest.mark.parametrize("role", Role)
def test_in_a_foreign_unit(role):
    action = ActionFactory()
    person = staff(role, unit=UnitFactory())

    assert not may_plan(person, action.idea, on=today())
    assert not may_report(person, action, on=today())
    assert not may_conclude(person, action.idea, on=today())
    assert not may_show(person, action.idea, on=today())
    assert not GoldenIdea.objects.visible_to(person, on=today()).exists()


def test_neither_citizens_nor_superusers_change_anything():
    action = ActionFactory()

    for person in (UserFactory(), UserFactory(is_superuser=True)):
        assert not may_plan(person, action.idea, on=today())
        assert not may_report(person, action, on=today())
        assert not may_conclude(person, action.idea, on=today())


def test_superusers_look_on():
    idea, person = GoldenIdeaFactory(), UserFactory(is_superuser=True)

    assert may_use_desk(person, on=today())
    assert list(GoldenIdea.objects.visible_to(person, on=today())) == [idea]
    assert not GoldenIdea.objects.visible_to(UserFactory(), on=today()).exists()
