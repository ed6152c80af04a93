from datetime import datetime

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from campaigns.phases import PhaseKind
from campaigns.rubrics import default_rubric
from tests.factories import (
    AreaFactory,
    CampaignFactory,
    GoldenIdeaFactory,
    SuggestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def words(client, campaign):
    """What the campaign's page says, in English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get(campaign.url).content.decode()


def test_page_says_who_asks_what_about_and_how_it_is_judged(client):
    campaign = CampaignFactory(
        slogan="您走的路，您来出主意", rubric=default_rubric(), topics=[TopicFactory(name="出行")]
    )

    said = words(client, campaign)

    assert campaign.slogan in said
    assert campaign.organiser.name in said
    assert "出行" in said
    for criterion, share in campaign.rubric.weighted():
        assert f"weight {round(share * 100)}%" in said
        assert all(anchor in said for _level, anchor in criterion.anchors())


def test_collecting_campaign_shows_the_form(client):
    assert 'name="problem"' in words(client, CampaignFactory(phase=PhaseKind.COLLECTING))


@pytest.mark.parametrize("phase", [PhaseKind.REVIEWING, PhaseKind.RESULTS, None])
def test_campaign_that_does_not_collect_shows_no_form(client, phase):
    assert 'name="problem"' not in words(client, CampaignFactory(phase=phase))


def test_current_phase_is_marked_for_eyes_and_screen_readers(client):
    said = words(client, CampaignFactory(phase=PhaseKind.REVIEWING))

    assert said.count('aria-current="step"') == 1


def test_page_in_results_shows_its_golden_ideas_and_no_others(client):
    own, other = CampaignFactory(phase=PhaseKind.RESULTS), CampaignFactory()
    for campaign, title in [(own, "本活动的金点子"), (other, "别处的金点子")]:
        GoldenIdeaFactory(
            suggestion=SuggestionFactory(campaign=campaign, title=title, published=True)
        )

    said = words(client, own)

    assert "本活动的金点子" in said
    assert "别处的金点子" not in said


def test_page_says_what_the_form_asks_for(client):
    asks = words(client, CampaignFactory(contact_required=True, attachments_allowed=False))

    assert "Your name and a phone number or e-mail address" in asks
    assert "photos or PDF files" not in asks


@pytest.mark.parametrize("phase", PhaseKind)
@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("signed_in", [False, True])
def test_page_takes_a_fixed_number_of_queries(
    client, phase, count, signed_in, django_assert_max_num_queries
):
    if signed_in:
        client.force_login(UserFactory(verified=True))
    campaign = CampaignFactory(phase=phase, topics=[TopicFactory() for _ in range(3)])
    campaign.picture = get_image_model().objects.create(title="路口", file=get_test_image_file())
    campaign.save()
    AreaFactory()
    for _ in range(count):
        SuggestionFactory(campaign=campaign, published=True)
    client.get(campaign.url)  # fills the cache of site roots, draws the picture

    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(campaign.url)

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("hour", "said"), [(0, "Until the end of Dec. 17, 2099"), (18, "Until Dec. 18, 2099, 6 p.m.")]
)
def test_end_at_midnight_is_said_to_be_the_end_of_the_day_before(client, hour, said):
    campaign = CampaignFactory(phase=PhaseKind.COLLECTING)
    end = datetime(2099, 12, 18, hour, tzinfo=timezone.get_default_timezone())
    campaign.phases.update(ends_at=end)

    assert said in words(client, campaign)
