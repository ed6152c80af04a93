"""The panel's rights, table-driven: every role at home, above, below and beside the organiser."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.review.rights import (
    may_answer_second_look,
    may_decide,
    may_publish_decisions,
    may_reconsider,
    may_shortlist,
    may_write_note,
)
from tests.factories import CampaignFactory, RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
ORGANISERS = {Role.EDITOR, Role.CHAIR}
CHAIRS = {Role.CHAIR}
RIGHTS = {
    "shortlist": (lambda person, round, on: may_shortlist(person, round, on=on), ORGANISERS),
    "note": (lambda person, round, on: may_write_note(person, round, on=on), ORGANISERS),
    "decide and revise": (lambda person, round, on: may_decide(person, round, on=on), CHAIRS),
    "publish": (lambda person, round, on: may_publish_decisions(person, round, on=on), CHAIRS),
    "answer": (lambda person, round, on: may_answer_second_look(person, round, on=on), CHAIRS),
    "reconsider": (
        lambda person, round, on: may_reconsider(
            person, round.campaign, round.campaign.organiser, on=on
        ),
        ORGANISERS,
    ),
    "reconsider for a regulation": (
        lambda person, round, on: may_reconsider(person, None, round.campaign.organiser, on=on),
        ORGANISERS,
    ),
}
REACHING = {"own", "above"}
"""A right for a unit reaches that unit and all below it."""


@pytest.fixture
def round():
    city = UnitFactory(name="市")
    county = UnitFactory(name="县", parent=city)
    return RoundFactory(campaign=CampaignFactory(organiser=county, phase="reviewing"))


def unit_at(place, round):
    own = round.campaign.organiser
    own.refresh_from_db()
    if place == "own":
        return own
    if place == "above":
        return own.get_parent()
    return UnitFactory(parent=own if place == "below" else own.get_parent())


@pytest.mark.parametrize("place", ["own", "above", "below", "beside"])
@pytest.mark.parametrize("role", Role)
def test_who_may_what_where(round, role, place):
    person = staff(role, unit=unit_at(place, round))
    round.campaign.organiser.refresh_from_db()

    allowed = {
        name: right(person, round, timezone.localdate()) for name, (right, _roles) in RIGHTS.items()
    }

    expected = {
        name: role in roles and place in REACHING for name, (_right, roles) in RIGHTS.items()
    }
    assert allowed == expected


@pytest.mark.parametrize("superuser", [False, True])
def test_neither_citizens_nor_superusers_may_anything(round, superuser):
    person = UserFactory(is_superuser=superuser)

    allowed = {
        name
        for name, (right, _roles) in RIGHTS.items()
        if right(person, round, timezone.localdate())
    }

    assert allowed == set()
