"""Statistics, with reviewers' severity: editors and chairs, in their unit and below."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.review.rights import may_see_statistics
from tests.factories import CampaignFactory, RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
ORGANISERS = {Role.EDITOR, Role.CHAIR}


def allowed(person, round):
    return may_see_statistics(person, round, on=timezone.localdate())


@pytest.mark.parametrize("role", Role)
def test_in_ones_own_unit(role):
    round = RoundFactory()

    person = staff(role, unit=round.campaign.organiser)

    assert allowed(person, round) == (role in ORGANISERS)


@pytest.mark.parametrize("role", Role)
def test_in_a_unit_below(role):
    county = UnitFactory()
    campaign = CampaignFactory(organiser=UnitFactory(parent=county), phase="reviewing")
    round = RoundFactory(campaign=campaign)
    county.refresh_from_db()

    person = staff(role, unit=county)

    assert allowed(person, round) == (role in ORGANISERS)


@pytest.mark.parametrize("role", Role)
def test_nobody_in_a_foreign_unit(role):
    assert not allowed(staff(role, unit=UnitFactory()), RoundFactory())


def test_reviewers_of_the_round_do_not():
    round = RoundFactory(reviewers=2)

    assert not any(allowed(member.user, round) for member in round.panel.all())


def test_neither_visitors_nor_citizens_but_superusers():
    round = RoundFactory()

    people = [AnonymousUser(), UserFactory(), UserFactory(is_superuser=True)]

    assert [allowed(person, round) for person in people] == [False, False, True]
