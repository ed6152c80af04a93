"""A city with a bureau below it, people in both, and a suggestion that the bureau handles."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, make_letter, staff


@pytest.fixture
def world():
    city = UnitFactory(name="望澜市")
    bureau = UnitFactory(name="建设局", parent=city)
    other = UnitFactory(name="水务局", parent=city)
    campaign = CampaignFactory(organiser=bureau)
    return SimpleNamespace(
        city=city,
        bureau=bureau,
        other=other,
        campaign=campaign,
        now=timezone.now(),
        today=timezone.localdate(),
        soon=timezone.localdate() + timedelta(days=7),
        suggestion=SuggestionFactory(campaign=campaign, accepted=True),
        supervisor=staff(Role.SUPERVISOR, unit=city),
        leader=staff(Role.LEADER, unit=city),
        handler=staff(Role.HANDLER, unit=bureau),
        stranger=staff(Role.SUPERVISOR, unit=other),
    )


@pytest.fixture
def reminder(world):
    return make_letter(world.suggestion, issuer=world.city, by=world.supervisor, at=world.now)
