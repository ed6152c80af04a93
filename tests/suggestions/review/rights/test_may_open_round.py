"""Opening rounds: editors and chairs, in their unit and below."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.review.rights import may_open_round, may_run_round, may_see_round, may_use_desk
from suggestions.review.round import Round
from tests.factories import CampaignFactory, RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
ORGANISERS = {Role.EDITOR, Role.CHAIR}


def today():
    return timezone.localdate()


@pytest.mark.parametrize("role", Role)
def test_in_ones_own_unit(role):
    campaign = CampaignFactory()
    person = staff(role, unit=campaign.organiser)

    assert may_open_round(person, campaign, on=today()) == (role in ORGANISERS)
    assert may_use_desk(person, on=today()) == (role in ORGANISERS)


@pytest.mark.parametrize("role", Role)
def test_in_a_unit_below(role):
    county = UnitFactory()
    campaign = CampaignFactory(organiser=UnitFactory(parent=county))
    county.refresh_from_db()

    person = staff(role, unit=county)

    assert may_open_round(person, campaign, on=today()) == (role in ORGANISERS)


@pytest.mark.parametrize("role", Role)
def test_nobody_in_a_foreign_unit_or_in_one_above(role):
    county = UnitFactory()
    township = UnitFactory(parent=county)
    campaign = CampaignFactory(organiser=county)

    for unit in (UnitFactory(), township):
        assert not may_open_round(staff(role, unit=unit), campaign, on=today())


def test_neither_citizens_nor_superusers():
    campaign = CampaignFactory()

    for person in (UserFactory(), UserFactory(is_superuser=True)):
        assert not may_open_round(person, campaign, on=today())


@pytest.mark.parametrize("role", Role)
def test_rounds_are_seen_and_run_by_those_who_may_open_them(role):
    round = RoundFactory()
    person = staff(role, unit=round.campaign.organiser)
    foreign = staff(role, unit=UnitFactory())

    expected = role in ORGANISERS
    assert may_see_round(person, round, on=today()) == expected
    assert may_run_round(person, round, on=today()) == expected
    assert Round.objects.visible_to(person, on=today()).exists() == expected
    assert not may_see_round(foreign, round, on=today())
    assert not Round.objects.visible_to(foreign, on=today()).exists()


def test_superusers_see_rounds_but_do_not_run_them():
    round, person = RoundFactory(), UserFactory(is_superuser=True)

    assert may_see_round(person, round, on=today())
    assert Round.objects.visible_to(person, on=today()).exists()
    assert not may_run_round(person, round, on=today())
