"""Rights over golden ideas: every role, in each place a unit can have towards the idea."""

import pytest

from portal.organisation.membership import Role
from suggestions.conversion.action import ActionState
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.reporting import Report, report_progress
from suggestions.conversion.rights import (
    may_conclude,
    may_keep_lists,
    may_plan,
    may_propose,
    may_report,
    may_show,
    may_use_desk,
    may_verify,
)
from suggestions.models import Proposal
from tests.factories import UnitFactory, UserFactory, staff
from tests.suggestions.conversion.following import NOW, put_forward, today

KEEPERS = {Role.EDITOR, Role.CHAIR, Role.HANDLER}
FOLLOWERS = KEEPERS | {Role.SUPERVISOR}
CONCLUDERS = {Role.EDITOR, Role.CHAIR}
VERIFIERS = {Role.EDITOR, Role.CHAIR, Role.SUPERVISOR}
NOBODY: set[Role] = set()

PLACES = {
    "in charge": {
        "see": FOLLOWERS,
        "plan": KEEPERS,
        "report": KEEPERS,
        "propose": KEEPERS,
        "verify": VERIFIERS,
        "conclude": CONCLUDERS,
        "show": CONCLUDERS,
        "list": {Role.EDITOR},
    },
    "above": {
        "see": FOLLOWERS,
        "plan": KEEPERS,
        "report": KEEPERS,
        "propose": KEEPERS,
        "verify": VERIFIERS,
        "conclude": CONCLUDERS,
        "show": CONCLUDERS,
        "list": {Role.EDITOR},
    },
    "leads": {"see": FOLLOWERS, "report": KEEPERS, "propose": KEEPERS},
    "takes part": {"see": FOLLOWERS, "report": KEEPERS},
    "below": {},
    "sibling": {},
    "foreign": {},
}
"""What each role may do where; what is not listed nobody may."""


@pytest.fixture
def units(here):
    partner = UnitFactory()
    here.action.co_units.add(partner)
    return {
        "in charge": here.county,
        "above": here.city,
        "leads": here.office,
        "takes part": partner,
        "below": UnitFactory(parent=here.county),
        "sibling": UnitFactory(parent=here.city),
        "foreign": UnitFactory(),
    }


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", PLACES)
def test_every_role_in_every_place(here, units, place, role):
    proposal = put_forward(here)
    person, on, idea = staff(role, unit=units[place]), today(), here.again()
    action = idea.actions.get()

    may = {
        "see": GoldenIdea.objects.visible_to(person, on=on).exists(),
        "plan": may_plan(person, idea, on=on),
        "report": may_report(person, action, on=on),
        "propose": may_propose(person, idea, on=on),
        "verify": may_verify(person, proposal, on=on),
        "conclude": may_conclude(person, idea, on=on),
        "show": may_show(person, idea, on=on),
        "list": may_keep_lists(person, here.county, on=on),
    }

    assert may == {right: role in PLACES[place].get(right, NOBODY) for right in may}
    assert may_use_desk(person, on=on) == (role in FOLLOWERS)


@pytest.mark.parametrize("role", sorted(VERIFIERS))
def test_the_unit_asked_to_verify_sees_the_idea_and_verifies(here, role):
    asked = UnitFactory()
    proposal = put_forward(here)
    Proposal.objects.update(verifying_unit=asked)
    proposal.refresh_from_db()
    person = staff(role, unit=asked)

    assert may_verify(person, proposal, on=today())
    assert GoldenIdea.objects.visible_to(person, on=today()).exists()
    assert not may_plan(person, here.idea, on=today())


def test_who_also_works_for_a_unit_that_acts_does_not_verify(here):
    proposal = put_forward(here)
    for unit in (here.office, UnitFactory(parent=here.office)):
        person = staff(Role.SUPERVISOR, unit=here.county)
        assert may_verify(person, proposal, on=today())

        person = staff(Role.STATION_CLERK, unit=unit)
        add_role(person, Role.SUPERVISOR, here.county)

        assert not may_verify(person, proposal, on=today())


def add_role(person, role, unit):
    person.memberships.create(role=role, unit=unit, starts_on=today())


def test_who_reported_does_not_verify(here):
    report = Report(ActionState.UNDER_WAY, "x")
    report_progress(here.action, report, by=here.editor, at=NOW())
    proposal = put_forward(here)

    assert not may_verify(here.editor, proposal, on=today())
    assert may_verify(here.judge, proposal, on=today())


def test_neither_citizens_nor_superusers_change_anything(here):
    proposal = put_forward(here)

    for person in (UserFactory(), UserFactory(is_superuser=True)):
        assert not may_plan(person, here.idea, on=today())
        assert not may_report(person, here.action, on=today())
        assert not may_propose(person, here.idea, on=today())
        assert not may_verify(person, proposal, on=today())
        assert not may_conclude(person, here.idea, on=today())


def test_superusers_look_on(here):
    person = UserFactory(is_superuser=True)

    assert may_use_desk(person, on=today())
    assert list(GoldenIdea.objects.visible_to(person, on=today())) == [here.idea]
    assert not GoldenIdea.objects.visible_to(UserFactory(), on=today()).exists()
