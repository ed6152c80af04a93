from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import CampaignPage
from campaigns.phases import Feature
from portal.tasks import publish_scheduled_pages
from tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db


def fresh(campaign):
    """The campaign as the database has it."""
    return CampaignPage.objects.get(pk=campaign.pk)


def test_campaign_goes_on_the_site_at_its_time_and_not_before(time_machine):
    campaign = CampaignFactory(live=False)
    campaign.go_live_at = timezone.now() + timedelta(days=1)
    campaign.save_revision().publish()

    publish_scheduled_pages()
    before = fresh(campaign).live
    time_machine.move_to(timezone.now() + timedelta(days=2))
    publish_scheduled_pages()

    assert (before, fresh(campaign).live) == (False, True)


def test_expired_campaign_leaves_the_site_and_takes_nothing_more(time_machine):
    campaign = CampaignFactory()
    campaign.expire_at = timezone.now() + timedelta(days=1)
    campaign.save_revision().publish()
    taken = fresh(campaign).allows(Feature.SUBMIT, timezone.now())

    time_machine.move_to(timezone.now() + timedelta(days=2))
    publish_scheduled_pages()

    assert taken
    assert not fresh(campaign).allows(Feature.SUBMIT, timezone.now())
