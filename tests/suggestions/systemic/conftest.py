"""A campaign with three accepted suggestions, its organiser, and that unit's supervisor."""

import pytest

from portal.organisation.membership import Role
from tests.factories import CampaignFactory, SuggestionFactory, staff


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def unit(campaign):
    return campaign.organiser


@pytest.fixture
def supervisor(unit):
    return staff(Role.SUPERVISOR, unit=unit)


@pytest.fixture
def three(campaign):
    return [SuggestionFactory(campaign=campaign, accepted=True) for _one in range(3)]
