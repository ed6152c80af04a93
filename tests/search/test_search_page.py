"""The public search page."""

import re
from datetime import date

import pytest
from django.urls import reverse

from portal.hotline.importing import import_rows
from portal.signals import changed
from search.asked.log import AskedQuery
from search.indexing.shipping import ship
from search.vocabulary.picks import Pick
from search.vocabulary.synonyms import SynonymGroup
from suggestions.models import Suggestion
from tests.factories import AreaFactory, CampaignFactory, SuggestionFactory, TopicFactory
from tests.portal.hotline.tables import as_rows

QUERIES = 15
"""SQL queries of a page at most, whatever the number of rows."""
ON_TRIAL = 3
"""More of them where nothing was found, to try other spellings and to show what else to do."""


@pytest.fixture
def page(client, engine, follow):
    """Follow the database, then fetch the page; its text without line ends."""

    def page(**address):
        follow()
        response = client.get(reverse("search:search"), address)
        assert response.status_code == 200
        return re.sub(r"\s+", " ", response.content.decode())

    return page


@pytest.fixture
def campaign(db):
    return CampaignFactory(title="老小区，新办法", slug="old-estates")


def test_results_are_marked_and_lead_to_the_suggestion(page, campaign):
    row = SuggestionFactory(
        published=True, campaign=campaign, title="加装电梯", problem="老人爬楼，电梯难装。"
    )

    html = page(q="电梯")

    assert "加装<mark>电梯</mark>" in html
    assert "老人爬楼，<mark>电梯</mark>难装。" in html
    assert f'href="{row.get_absolute_url()}"' in html


def test_a_suggestion_comes_before_a_month_of_the_hotline_that_names_its_topic(page, campaign):
    import_rows(as_rows(), by=None, on=date(2026, 5, 1))
    SuggestionFactory(
        published=True,
        campaign=campaign,
        title="放学时的校门口",
        problem="学校门口的路窄，家长的车排成两行，孩子只能从车缝里走过去。" * 5,
        proposal="放学前后半小时，请门口不停车，让孩子先走。",
    )

    html = page(q="停车")

    assert html.index("放学时的校门口") < html.index("2026年1月热线办理情况")


def test_what_people_wrote_is_never_markup(page, campaign):
    SuggestionFactory(
        published=True, campaign=campaign, title="<b>电梯</b>", problem="<script>电梯</script>"
    )

    html = page(q="电梯 <script>")

    assert "&lt;b&gt;<mark>电梯</mark>&lt;/b&gt;" in html
    assert "<script>电" not in html


def test_facets_offer_values_with_counts_and_can_be_taken_back(page, campaign):
    topic = TopicFactory(name="停车管理", code="parking")
    SuggestionFactory(published=True, campaign=campaign, title="电梯", topic=topic)
    SuggestionFactory(published=True, campaign=campaign, title="电梯", topic=TopicFactory())

    assert "topic=parking" in page(q="电梯")
    chosen = page(q="电梯", topic="parking")
    assert "停车管理" in chosen
    assert 'href="?q=%E7%94%B5%E6%A2%AF"' in chosen


@pytest.mark.parametrize(
    "address",
    [
        {},
        {"q": ""},
        {"q": "，。！？"},
        {"q": "停" * 10_000},
        {"q": '"电梯'},
        {"q": "😀"},
        {"q": "\x00\x07电梯"},
        {"q": "\u202e电梯"},
        {"q": "title:(电梯 AND [a TO *])"},
        {"q": "电梯", "page": "10000"},
        {"q": "电梯", "page": "-1"},
        {"q": "电梯", "page": "二"},
        {"q": "电梯", "page": "9" * 400},
        {"q": "电梯", "sort": "nonsense"},
        {"q": "电梯", "topic": "no-such-topic"},
        {"q": "电梯", "campaign": "\x00"},
        {"q": "电梯", "area": "x" * 5000},
        {"q": "电梯", "kind": ["suggestion", "nonsense"]},
        {"kind": "suggestion"},
    ],
)
def test_whatever_the_address_says_there_is_a_page(page, campaign, address):
    SuggestionFactory(published=True, campaign=campaign, title="加装电梯")

    assert "<main" in page(**address)


def test_lone_surrogates_in_the_address_do_no_harm(client, engine):
    response = client.get(reverse("search:search") + "?q=%ED%A0%80电梯&topic=%ED%A0%80")

    assert response.status_code == 200


def test_a_page_beyond_the_deepest_says_what_to_do(page, campaign):
    html = page(q="电梯", page="10000")

    assert "一万" in html or "ten thousand" in html


def test_a_suggestion_hidden_a_moment_ago_is_not_shown_though_the_index_still_has_it(
    client, engine, follow, campaign
):
    row = SuggestionFactory(published=True, campaign=campaign, title="加装电梯")
    follow()
    Suggestion.objects.filter(pk=row.pk).update(public_since=None)

    html = client.get(reverse("search:search"), {"q": "电梯"}).content.decode()

    assert row.get_absolute_url() not in html


@pytest.mark.parametrize("rows", [10, 1000])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client, engine, follow, campaign, rows, django_assert_max_num_queries
):
    topic, area = TopicFactory(), AreaFactory()
    Suggestion.objects.bulk_create(
        SuggestionFactory.build(
            published=True, campaign=campaign, unit=campaign.organiser,
            title=f"加装电梯{number}", topic=topic, area=area,
        )
        for number in range(rows)
    )  # fmt: skip
    changed(Suggestion, list(Suggestion.objects.values_list("pk", flat=True)))
    follow()
    client.get(reverse("search:search"), {"q": "别的"})  # what is kept between requests is kept now

    with django_assert_max_num_queries(QUERIES):
        response = client.get(reverse("search:search"), {"q": "加装 电梯"})

    assert len(response.context["results"]) == min(rows, 20)


@pytest.mark.parametrize("query", ["听车难", "停车 听车难", "无此词语", "停车难"])
def test_hints_picks_and_the_log_keep_within_the_number_of_queries(
    client, engine, follow, campaign, query, django_assert_max_num_queries
):
    Pick.objects.create(queries=query, page=campaign)
    SynonymGroup.objects.create(words="停车难 = 停车位不足")
    for number in range(4):
        SuggestionFactory(published=True, campaign=campaign, title=f"小区停车难{number}")
    follow()
    address = reverse("search:search")
    client.get(address, {"q": "别的"})  # the vocabulary is read now

    with django_assert_max_num_queries(QUERIES + ON_TRIAL):
        response = client.get(address, {"q": query})

    assert response.context["picks"]
    assert AskedQuery.objects.filter(query=query).exists()


def test_where_nothing_is_found_the_page_says_what_to_do(client, engine, follow, campaign):
    TopicFactory(name="停车管理", code="parking")
    follow()

    html = client.get(reverse("search:search"), {"q": "量子"}).text

    assert 'href="?topic=parking"' in html
    assert f'href="{campaign.url}"' in html


def test_results_can_be_narrowed_to_a_unit(page, campaign):
    other = CampaignFactory()
    row = SuggestionFactory(published=True, campaign=campaign, title="加装电梯")
    foreign = SuggestionFactory(published=True, campaign=other, title="加装电梯")

    html = page(q="电梯", unit=campaign.organiser.code)

    assert row.get_absolute_url() in html
    assert foreign.get_absolute_url() not in html


def test_the_most_supported_come_first_where_that_is_asked(page, campaign):
    for title, support in (("电梯甲", 1), ("电梯乙", 30), ("电梯丙", 7)):
        SuggestionFactory(published=True, campaign=campaign, title=title, support_count=support)

    html = page(q="电梯", sort="support")

    assert re.findall(r"</mark>([甲乙丙])", html) == ["乙", "丙", "甲"]


def test_while_elasticsearch_is_down_the_database_answers_and_the_page_says_so(
    client, db, settings, campaign
):
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", True
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    row = SuggestionFactory(published=True, campaign=campaign, title="加装电梯")
    ship("database")

    response = client.get(reverse("search:search"), {"q": "电梯"})

    assert response.context["is_fallback"]
    assert row.get_absolute_url() in response.content.decode()


def test_without_any_engine_the_page_says_so_and_offers_other_ways(client, db, settings):
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    response = client.get(reverse("search:search"), {"q": "电梯"})

    assert response.status_code == 200
    assert response.context["is_down"]
    assert reverse("suggestions:list") in response.content.decode()
