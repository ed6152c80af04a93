from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests.factories import CampaignFactory, campaign_index

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client):
    """The titles and links of the feed's entries."""
    feed = ElementTree.fromstring(client.get(reverse("campaigns:feed")).content)
    return [
        (entry.findtext(f"{ATOM}title"), entry.find(f"{ATOM}link").get("href"))
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_feed_lists_published_campaigns_newest_first(client):
    first, second = CampaignFactory(title="第一个"), CampaignFactory(title="第二个")
    CampaignFactory(title="未发布", live=False)

    found = entries(client)

    assert [title for title, _link in found] == ["第二个", "第一个"]
    assert found[0][1].endswith(second.url)
    assert found[1][1].endswith(first.url)


def test_feed_of_an_empty_site_is_a_feed(client):
    campaign_index()

    assert entries(client) == []


def test_markup_in_a_title_stays_text(client):
    CampaignFactory(title="<script>x</script>")

    assert entries(client)[0][0] == "<script>x</script>"


def test_feed_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    for _ in range(5):
        CampaignFactory()
    entries(client)

    with django_assert_max_num_queries(6):
        assert len(entries(client)) == 5
