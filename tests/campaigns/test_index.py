from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.index import PER_PAGE
from campaigns.models import Phase
from campaigns.phases import PhaseKind
from tests.campaigns.many import many_campaigns
from tests.factories import CampaignFactory, campaign_index

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def shown(answer):
    """The titles of the campaigns on a page of the index."""
    return [campaign.title for campaign in answer.context["page_obj"]]


@pytest.mark.parametrize(
    ("group", "kind"), [("open", "collecting"), ("reviewing", "reviewing"), ("closed", "results")]
)
def test_each_tab_shows_its_campaigns_and_counts_them(client, group, kind):
    for each in PhaseKind:
        CampaignFactory(title=each.value, phase=each)

    answer = client.get(campaign_index().url, {"show": group})

    assert shown(answer) == [kind]
    assert [tab.count for tab in answer.context["tabs"]] == [1, 1, 1]


@pytest.mark.parametrize("typed", ["", "?show=", "?show=nonsense", "?show=<script>", "?page=x"])
def test_whatever_the_address_asks_there_is_a_list(client, typed):
    CampaignFactory(title="开放的征集")

    answer = client.get(campaign_index().url + typed)

    assert shown(answer) == ["开放的征集"]


def test_hidden_campaign_is_not_listed(client):
    CampaignFactory().unpublish()

    assert shown(client.get(campaign_index().url)) == []


def test_empty_list_says_what_to_do(client):
    answer = client.get(campaign_index().url, headers={"accept-language": "en"})

    assert "No call is open just now" in answer.content.decode()


def test_announced_calls_stand_below_the_open_ones_next_first(client):
    for title, days in [("晚", 9), ("早", 3)]:
        campaign = CampaignFactory(title=title, phase=None)
        start = timezone.now() + timedelta(days=days)
        Phase.objects.create(campaign=campaign, kind="collecting", starts_at=start)

    answer = client.get(campaign_index().url)

    assert [campaign.title for campaign in answer.context["ahead"]] == ["早", "晚"]
    assert shown(answer) == []


def test_next_page_keeps_the_tab(client):
    many_campaigns(PER_PAGE + 1, kind="results")

    first = client.get(campaign_index().url, {"show": "closed"})
    second = client.get(campaign_index().url, {"show": "closed", "page": 2})

    assert "?show=closed&amp;page=2" in first.content.decode()
    assert (len(shown(first)), len(shown(second))) == (PER_PAGE, 1)


@pytest.mark.parametrize("count", [10, 1000])
@pytest.mark.parametrize("group", ["open", "closed"])
def test_list_takes_as_many_queries_for_a_thousand_campaigns_as_for_ten(
    client, count, group, django_assert_max_num_queries
):
    many_campaigns(count, kind="collecting" if group == "open" else "results")
    client.get(campaign_index().url, {"show": group})  # fills the cache of site roots

    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(campaign_index().url, {"show": group})

    assert len(shown(answer)) == min(count, PER_PAGE)
