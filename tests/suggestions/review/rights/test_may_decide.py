"""Deciding: chairs, in their unit and below."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.review.rights import may_decide
from tests.factories import CampaignFactory, RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.mark.parametrize("role", Role)
def test_in_ones_own_unit(role):
    round = RoundFactory()

    person = staff(role, unit=round.campaign.organiser)

    assert may_decide(person, round, on=today()) == (role == Role.CHAIR)


@pytest.mark.parametrize("role", Role)
def test_in_a_unit_below(role):
    county = UnitFactory()
    campaign = CampaignFactory(organiser=UnitFactory(parent=county), phase="reviewing")
    round = RoundFactory(campaign=campaign)
    county.refresh_from_db()

    person = staff(role, unit=county)

    assert may_decide(person, round, on=today()) == (role == Role.CHAIR)


@pytest.mark.parametrize("role", Role)
def test_nobody_in_a_foreign_unit(role):
    assert not may_decide(staff(role, unit=UnitFactory()), RoundFactory(), on=today())


def test_neither_citizens_nor_superusers():
    round = RoundFactory()

    for person in (UserFactory(), UserFactory(is_superuser=True)):
        assert not may_decide(person, round, on=today())
