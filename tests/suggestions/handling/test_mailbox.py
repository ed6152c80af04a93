"""Campaigns that publish nothing, such as a leader's mailbox."""

import pytest
from django.utils import timezone

from suggestions.handling.publication import CannotPublish, Obstacle, publish
from suggestions.models import Suggestion
from tests.factories import CampaignFactory, SuggestionFactory

pytestmark = pytest.mark.django_db


def test_nothing_that_was_handed_in_there_is_published_not_even_what_is_accepted():
    row = SuggestionFactory(campaign=CampaignFactory(publishes_suggestions=False), accepted=True)

    with pytest.raises(CannotPublish) as refused:
        publish(row, by=None, at=timezone.now())

    assert refused.value.obstacle == Obstacle.CAMPAIGN


def test_what_is_public_already_stays_when_the_campaign_stops_publishing():
    row = SuggestionFactory(published=True)

    row.campaign.publishes_suggestions = False
    row.campaign.save()

    assert Suggestion.objects.public().get() == row
