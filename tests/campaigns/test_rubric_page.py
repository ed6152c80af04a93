"""The public page of a version: before the call opens, with its history, and nothing private."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from campaigns.versions import freeze, new_version
from tests.factories import CampaignFactory, RubricFactory

pytestmark = pytest.mark.django_db


def page_of(client, rubric):
    return client.get(reverse("campaigns:rubric", args=[rubric.pk]))


def test_every_anchor_is_public_before_the_call_opens(client):
    campaign = CampaignFactory(phase=None)

    pages = [
        client.get(campaign.url).content.decode(),
        page_of(client, campaign.rubric).content.decode(),
    ]

    for criterion in campaign.rubric.criteria.all():
        for _level, words in criterion.anchors():
            assert all(words in page for page in pages)


def test_the_campaign_leads_to_its_version(client):
    campaign = CampaignFactory()

    text = client.get(campaign.url).content.decode()

    assert reverse("campaigns:rubric", args=[campaign.rubric.pk]) in text


def test_a_version_nobody_has_named_is_not_public(client):
    assert page_of(client, RubricFactory()).status_code == 404


@pytest.mark.parametrize("hide", ["draft", "password"])
def test_a_version_named_by_what_is_not_public_is_not_public(client, hide):
    campaign = CampaignFactory()
    if hide == "draft":
        campaign.unpublish()
    else:
        PageViewRestriction.objects.create(page=campaign, restriction_type="login")

    assert page_of(client, campaign.rubric).status_code == 404


def test_a_version_that_was_used_stays_public_and_tells_what_changed_after_it(client):
    campaign = CampaignFactory()
    first = campaign.rubric
    freeze(first, at=timezone.now())
    second = new_version(first)
    second.criteria.filter(name="科学性").update(anchor_3="新的三级说明")
    campaign.rubric = second
    campaign.save()

    pages = [page_of(client, version) for version in (first, second)]

    for page in pages:
        versions = page.context["history"]
        assert [one.rubric for one in versions] == [second, first]
        assert [change.name for change in versions[0].changes] == ["科学性"]
        assert versions[1].changes == []


def test_a_draft_of_the_next_version_is_not_in_the_history(client):
    campaign = CampaignFactory()
    freeze(campaign.rubric, at=timezone.now())
    new_version(campaign.rubric)

    history = page_of(client, campaign.rubric).context["history"]

    assert [one.rubric for one in history] == [campaign.rubric]


def test_the_page_costs_the_same_however_many_versions(client, django_assert_max_num_queries):
    campaign = CampaignFactory()
    for _ in range(6):
        freeze(campaign.rubric, at=timezone.now())
        campaign.rubric = new_version(campaign.rubric)
        campaign.save()
    page_of(client, campaign.rubric)

    with django_assert_max_num_queries(15):
        page_of(client, campaign.rubric)
