import re

import pytest
from django.conf import settings
from django.test import Client

from campaigns.phases import PhaseKind
from portal.home.pages import ContentPage
from portal.home.site_details import SiteDetails
from tests.factories import (
    CampaignFactory,
    GoldenIdeaFactory,
    SuggestionFactory,
    UserFactory,
    campaign_index,
    home_page,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def words(client, url="/"):
    """What a page says, in English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get(url).content.decode()


@pytest.fixture
def details():
    """The site's details, all filled in."""
    made = SiteDetails.for_site(home_page().get_site())
    made.organiser, made.operator, made.phone = "主办", "承办", "12345"
    made.site_code, made.icp_record, made.police_record = (
        "3500000001",
        "某ICP备1号",
        "某公网安备2号",
    )
    made.save()
    return made


def test_home_page_shows_open_calls_golden_ideas_and_the_latest_suggestions(client):
    CampaignFactory(title="开放的征集")
    CampaignFactory(title="评审中的征集", phase=PhaseKind.REVIEWING)
    SuggestionFactory(title="公开的建议", published=True)
    SuggestionFactory(title="未公开的建议")
    GoldenIdeaFactory(suggestion=SuggestionFactory(title="被采纳的点子", published=True))

    said = words(client)

    assert "开放的征集" in said
    assert "公开的建议" in said
    assert "被采纳的点子" in said
    assert "评审中的征集" not in said
    assert "未公开的建议" not in said


def test_home_page_shows_what_is_written_about_it(client):
    home = home_page()
    home.headline, home.introduction = "说一个点子", "<b>都可以</b>告诉我们"
    home.save_revision().publish()

    said = words(client)

    assert "说一个点子" in said
    assert "&lt;b&gt;都可以" in said


def test_empty_site_has_a_home_page(client):
    home_page()

    assert "No call is open just now" in words(client)


@pytest.mark.parametrize("count", [1, 30])
def test_home_page_takes_a_fixed_number_of_queries(client, count, django_assert_max_num_queries):
    for _ in range(count):
        GoldenIdeaFactory(suggestion=SuggestionFactory(published=True))
    words(client)

    with django_assert_max_num_queries(MOST_QUERIES):
        words(client)


def test_footer_shows_the_facts_a_government_site_must_show(client, details):
    footer = words(client).split("<footer")[1]

    for fact in ("主办", "承办", "3500000001", "某ICP备1号", "某公网安备2号", "tel:12345"):
        assert fact in footer


def test_footer_invents_nothing(client):
    home_page()
    footer = words(client).split("<footer")[1]

    for label in ("Responsible", "Operated by", "Site code", "tel:", "beian"):
        assert label not in footer


def test_published_page_put_into_the_menus_stands_in_the_footer(client):
    for title, live in [("关于本站", True), ("还没发布", False)]:
        home_page().add_child(instance=ContentPage(title=title, show_in_menus=True, live=live))

    footer = words(client).split("<footer")[1]

    assert "关于本站" in footer
    assert "还没发布" not in footer


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", ["Home"]),
        ("/campaigns/", ["Calls"]),
        ("/suggestions/golden-ideas/", ["Golden ideas"]),
        ("/suggestions/commendations/", ["Golden ideas"]),
        ("/suggestions/log/", []),
    ],
)
def test_menu_marks_the_entry_to_which_the_page_belongs(client, address, expected):
    campaign_index()
    menu = words(client, address).split('class="site-nav-list"')[1].split("</ul>")[0]

    assert re.findall(r'aria-current="page">([^<]+)<', menu) == expected


def test_menu_leads_nowhere_that_is_not_there(client):
    home_page()

    assert "Calls" not in words(client).split('class="site-nav-list"')[1].split("</ul>")[0]


@pytest.mark.parametrize(("signed_in", "shown"), [(False, "Sign in"), (True, "My suggestions")])
def test_header_leads_to_what_fits_the_reader(client, signed_in, shown):
    home_page()
    if signed_in:
        client.force_login(UserFactory())

    assert shown in words(client).split("<main")[0]


def test_every_page_has_a_skip_link_landmarks_and_no_inline_code(client):
    CampaignFactory()
    said = words(client)

    assert said.index('href="#main"') < said.index("<header")
    assert all(f"<{mark}" in said for mark in ("header", "nav", "main", "footer"))
    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=", said)


def test_language_is_switched_without_a_token_and_kept():
    home_page()
    strict = Client(enforce_csrf_checks=True)

    strict.post("/language/", {"language": "en", "next": "/"})

    assert '<html lang="en">' in strict.get("/").content.decode()


def test_language_switch_leads_to_no_other_site(client):
    home_page()

    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})

    assert answer.url == "/"
