"""The public list: what it shows, how it is narrowed, and what it costs."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suggestions.models import Suggestion
from suggestions.states import Classification, State
from tests.factories import (
    AreaFactory,
    CampaignFactory,
    SuggestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
URL = "suggestions:list"
MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def campaign():
    return CampaignFactory()


def text_of(client, **query):
    response = client.get(reverse(URL), query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def titles(client, **query):
    rows = client.get(reverse(URL), query).context["window"].rows
    return [row.title for row in rows]


def many(campaign, number):
    """`number` published suggestions, the first one newest."""
    now = timezone.now()
    Suggestion.objects.bulk_create(
        SuggestionFactory.build(
            campaign=campaign,
            unit=campaign.organiser,
            title=f"第{n}条",
            public_since=now - timedelta(minutes=n),
            state=State.ACCEPTED,
            topic=None,
            support_count=n % 7,
        )
        for n in range(number)
    )


def queries(client, url):
    """Queries of one request, once the site's menus are known."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


class TestWhatIsShown:
    @pytest.mark.parametrize(
        "hidden",
        [
            {"public_since": None},
            {"classification": Classification.CLAIM},
            {"classification": Classification.REPORT},
        ],
        ids=["not published", "a claim", "a report"],
    )
    def test_only_published_suggestions(self, client, campaign, hidden):
        SuggestionFactory(published=True, campaign=campaign, title="可见")
        SuggestionFactory(**{"published": True, "campaign": campaign, "title": "不可见"} | hidden)

        assert titles(client) == ["可见"]

    def test_nothing_of_a_hidden_campaign(self, client):
        SuggestionFactory(published=True, campaign=CampaignFactory(live=False))

        assert titles(client) == []

    def test_markup_in_a_title_is_text(self, client, campaign):
        SuggestionFactory(published=True, campaign=campaign, title="<script>alert(1)</script>")

        page = client.get(reverse(URL)).content.decode()

        assert "<script>alert(1)</script>" not in page
        assert "&lt;script&gt;" in page


class TestNarrowing:
    def test_by_topic_with_what_is_below_it(self, client, campaign):
        roads = TopicFactory()
        lamps = roads.add_child(name="路灯", code="lamps")
        SuggestionFactory(published=True, campaign=campaign, topic=roads, title="路")
        SuggestionFactory(published=True, campaign=campaign, topic=lamps, title="灯")
        SuggestionFactory(published=True, campaign=campaign, topic=TopicFactory(), title="水")

        assert set(titles(client, topic=roads.pk)) == {"路", "灯"}
        assert titles(client, topic=lamps.pk) == ["灯"]

    def test_by_area_campaign_and_state(self, client, campaign):
        area = AreaFactory()
        wanted = SuggestionFactory(
            published=True, campaign=campaign, area=area, state=State.ADOPTED, title="要找的"
        )
        SuggestionFactory(published=True, title="别的")

        for query in ({"area": area.pk}, {"campaign": campaign.pk}, {"state": State.ADOPTED}):
            assert titles(client, **query) == [wanted.title]

    @pytest.mark.parametrize(
        "query",
        [
            {"topic": "x"},
            {"area": "999999"},
            {"campaign": "' OR 1=1"},
            {"state": "nonsense"},
            {"sort": "nonsense"},
            {"page": "after-x"},
            {"topic": "9" * 40},
        ],
    )
    def test_a_filter_that_makes_no_sense_is_ignored(self, client, campaign, query):
        SuggestionFactory(published=True, campaign=campaign, title="可见")

        assert titles(client, **query) == ["可见"]

    def test_a_hidden_campaign_is_no_filter(self, client):
        hidden = CampaignFactory(live=False, title="还没公开的征集")

        assert "还没公开的征集" not in text_of(client, campaign=hidden.pk)

    def test_an_empty_list_says_what_to_do(self, client, campaign):
        assert "No suggestions are published yet." in text_of(client)
        assert "Nothing fits these filters." in text_of(client, campaign=campaign.pk)


class TestSortingAndPaging:
    @pytest.mark.parametrize(
        ("sort", "key"),
        [
            ("newest", lambda row: (-row.public_since.timestamp(), -row.pk)),
            ("oldest", lambda row: (row.public_since.timestamp(), row.pk)),
            ("supported", lambda row: (-row.support_count, -row.pk)),
        ],
    )
    def test_every_row_once_in_order_and_back_again(self, client, campaign, sort, key):
        many(campaign, 50)
        expected = [row.title for row in sorted(Suggestion.objects.all(), key=key)]

        pages, cursor = [], ""
        while cursor is not None:
            window = client.get(reverse(URL), {"sort": sort, "page": cursor}).context["window"]
            pages.append(window)
            cursor = window.older or None
        back = client.get(reverse(URL), {"sort": sort, "page": pages[-1].newer}).context["window"]

        assert [row.title for window in pages for row in window.rows] == expected
        assert back.rows == pages[-2].rows

    def test_links_keep_the_filters(self, client, campaign):
        many(campaign, 25)

        page = text_of(client, campaign=campaign.pk, sort="oldest")

        assert f"?campaign={campaign.pk}&sort=oldest&page=after-" in page

    def test_hiding_the_row_a_page_hangs_on_is_no_error(self, client, campaign):
        many(campaign, 45)
        cursor = client.get(reverse(URL)).context["window"].older
        Suggestion.objects.filter(pk=int(cursor.split("-")[1])).update(public_since=None)

        assert len(titles(client, page=cursor)) == 20


class TestCost:
    @pytest.mark.parametrize("query", ["", "?sort=supported", "?campaign={}&state=accepted"])
    def test_the_list_costs_the_same_at_10_and_at_1000_rows(self, client, campaign, query):
        url = reverse(URL) + query.format(campaign.pk)
        many(campaign, 10)
        few = queries(client, url)
        Suggestion.objects.all().delete()
        many(campaign, 1000)

        assert queries(client, url) == few
        assert few <= MOST_QUERIES

    def test_the_second_page_and_signed_in_people_stay_within_the_limit(self, client, campaign):
        many(campaign, 100)
        client.force_login(UserFactory())
        url = reverse(URL)
        older = client.get(url).context["window"].older

        assert queries(client, f"{url}?page={older}&sort=oldest") <= MOST_QUERIES

    def test_no_row_more_than_shown_is_built(self, client, campaign):
        many(campaign, 100)

        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(URL))

        fetched = [q["sql"] for q in captured if 'FROM "suggestions_suggestion"' in q["sql"]]
        assert len(fetched) == 1
        assert "LIMIT 21" in fetched[0]
        assert "COUNT(" not in fetched[0]
