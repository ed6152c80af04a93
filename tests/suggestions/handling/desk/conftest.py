"""Who sits at the screening desk, and what lies on it."""

import pytest
from django.utils import timezone

from portal.accounts.contact import ContactDetails
from suggestions.intake.submission import Draft, submit
from tests.factories import CampaignFactory, UnitFactory, staff
from tests.suggestions.handling.desk.asking import AGREED


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def campaign(unit):
    return CampaignFactory(organiser=unit)


@pytest.fixture
def suggestion(campaign):
    draft = Draft(
        campaign=campaign,
        title="公园夜间照明",
        problem="路灯太暗。",
        proposal="加装路灯。",
        consents=AGREED,
        contact=ContactDetails(phone="13800000000", email="wang@example.org"),
    )
    return submit(draft, by=None, at=timezone.now()).suggestion


@pytest.fixture
def sign_in(client, unit):
    def enter(*roles, where=None):
        person = staff(*roles, unit=where or unit)
        client.force_login(person)
        return person

    return enter
