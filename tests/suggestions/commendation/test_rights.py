"""Who may do what with a commendation: every role, from its own unit, above, below and beside."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.drawing import draw_panel
from suggestions.commendation.rights import Act, may
from tests.factories import (
    CommendationFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db

FROM_ABOVE_AND_HERE = {
    Act.FOLLOW: {Role.EDITOR, Role.PUBLISHER, Role.CHAIR, Role.LEADER, Role.SUPERVISOR},
    Act.DRAFT: {Role.EDITOR},
    Act.NOMINATE: {Role.EDITOR, Role.HANDLER},
    Act.PUBLISH: {Role.PUBLISHER},
    Act.ANSWER: {Role.EDITOR, Role.SUPERVISOR},
    Act.DRAW: {Role.CHAIR, Role.SUPERVISOR},
    Act.APPROVE: {Role.CHAIR, Role.LEADER},
    Act.WITHHOLD: {Role.EDITOR, Role.PUBLISHER},
    Act.REVOKE: {Role.PUBLISHER, Role.LEADER},
    Act.CONTACT: {Role.EDITOR, Role.SUPERVISOR},
}


@pytest.fixture
def places():
    city = UnitFactory()
    county = UnitFactory(parent=city)
    below, beside = UnitFactory(parent=county), UnitFactory(parent=city)
    found = {"higher": city, "own": county, "lower": below, "sibling": beside}
    for unit in found.values():
        unit.refresh_from_db()
    return found


@pytest.mark.parametrize("place", ["own", "higher", "lower", "sibling"])
@pytest.mark.parametrize("role", Role)
def test_every_role_at_every_place(places, role, place):
    row = CommendationFactory(unit=places["own"])
    person, on = staff(role, unit=places[place]), timezone.localdate()

    granted = {act for act in Act if may(person, act, row, on=on)}

    expected = {act for act, roles in FROM_ABOVE_AND_HERE.items() if role in roles}
    if place == "lower":
        expected &= {Act.NOMINATE}
    if place == "sibling":
        expected = set()
    assert granted == expected


def test_superusers_look_on_and_citizens_do_nothing():
    row, on = CommendationFactory(), timezone.localdate()

    superuser = UserFactory(is_superuser=True)
    assert {act for act in Act if may(superuser, act, row, on=on)} == {Act.FOLLOW}
    assert not any(may(UserFactory(), act, row, on=on) for act in Act)


@pytest.mark.parametrize(
    ("role", "place", "sees"),
    [
        (Role.EDITOR, "own", True),
        (Role.EDITOR, "higher", True),
        (Role.EDITOR, "sibling", False),
        (Role.HANDLER, "own", True),
        (Role.HANDLER, "lower", True),  # to nominate for the draft of the unit above
        (Role.LEADER, "lower", False),
        (Role.REVIEWER, "own", False),  # only once drawn
        (Role.STATION_CLERK, "own", False),
        (Role.SYSTEM_ADMIN, "own", False),
    ],
)
def test_which_lists_somebody_finds_on_the_desk(places, role, place, sees):
    row = CommendationFactory(unit=places["own"])
    person = staff(role, unit=places[place])

    found = Commendation.objects.visible_to(person, on=timezone.localdate())

    assert list(found) == ([row] if sees else [])


def test_who_was_drawn_finds_the_list(at):
    world = at("panel")
    member = draw_panel(world.row, by=world.chair, at=world.after).members.first().user

    assert world.row in Commendation.objects.visible_to(member, on=timezone.localdate())


def test_after_the_draft_those_below_find_it_no_more(at, places):
    row = CommendationFactory(unit=places["own"], step="notice")
    person = staff(Role.HANDLER, unit=places["lower"])

    assert row not in Commendation.objects.visible_to(person, on=timezone.localdate())
