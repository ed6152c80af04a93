from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from campaigns.models import CampaignPage, Phase
from campaigns.phases import FEATURES, Feature, PhaseKind
from tests.factories import CampaignFactory

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def phase():
    now = timezone.now()
    campaign = CampaignFactory(phase=None)
    return Phase.objects.create(
        campaign=campaign,
        kind=PhaseKind.COLLECTING,
        starts_at=now,
        ends_at=now + timedelta(days=1),
    )


def test_phase_holds_from_its_first_moment_until_just_before_its_last(phase):
    asked = [phase.starts_at - MOMENT, phase.starts_at, phase.ends_at - MOMENT, phase.ends_at]

    assert [phase.holds(at) for at in asked] == [False, True, True, False]


def test_database_and_model_agree_about_the_boundaries(phase):
    for at in (phase.starts_at - MOMENT, phase.starts_at, phase.ends_at - MOMENT, phase.ends_at):
        assert Phase.objects.holding(at).exists() == phase.holds(at)


def test_phase_without_an_end_holds_for_ever(phase):
    phase.ends_at = None

    assert phase.holds(phase.starts_at + timedelta(days=36_500))


def test_phase_that_ends_before_it_starts_is_refused(phase):
    phase.ends_at = phase.starts_at

    with pytest.raises(ValidationError):
        phase.full_clean()


@pytest.mark.parametrize("kind", PhaseKind)
@pytest.mark.parametrize("feature", Feature)
def test_campaign_allows_exactly_what_the_table_says_about_its_phase(kind, feature):
    campaign = CampaignFactory(phase=kind)

    assert campaign.allows(feature, timezone.now()) == (feature in FEATURES[kind])


@pytest.mark.parametrize("feature", Feature)
def test_hidden_campaign_allows_nothing(feature):
    campaign = CampaignFactory(phase=PhaseKind.COLLECTING)
    campaign.unpublish()

    assert not campaign.allows(feature, timezone.now())


def test_standing_channel_collects_and_reviews_at_once():
    now = timezone.now()
    campaign = CampaignFactory(phase=PhaseKind.COLLECTING)
    Phase.objects.create(campaign=campaign, kind=PhaseKind.REVIEWING, starts_at=now)
    campaign = CampaignPage.objects.get(pk=campaign.pk)

    assert campaign.allows(Feature.SUBMIT, now)
    assert campaign.allows(Feature.REVIEW, now)
