"""A duty, a call and a request for time of one unit, for the addresses that name them."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from suggestions.duties.taking import take_up
from suggestions.models import Extension
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, called


def duties_of(campaign: Any) -> SimpleNamespace:
    """What the organiser of `campaign` has between units."""
    unit, now = campaign.organiser, timezone.now()
    taken = SuggestionFactory(campaign=campaign, accepted=True)
    elsewhere = CampaignFactory(organiser=UnitFactory())
    extension = Extension.objects.create(
        suggestion=taken,
        unit=unit,
        step="close",
        until=now + timedelta(days=9),
        reason="鉴定",
        at=now,
    )
    return SimpleNamespace(
        duty=take_up(taken, by=UserFactory(), at=now),
        call=called(SuggestionFactory(campaign=elsewhere, accepted=True), unit),
        extension=extension,
    )
