"""Similar suggestions: public ones only, never itself, never a draft."""

import pytest
from django.urls import reverse

from search.items import Index, Key, Kind
from search.similar import Draft, similar
from suggestions.models import Suggestion
from tests.factories import CampaignFactory, SuggestionFactory
from tests.search.conftest import item

TITLES = {1: "老旧小区加装电梯", 2: "小区电梯经常坏", 3: "公园增加长椅", 4: "河边步道照明"}


@pytest.fixture
def likest(store, engine):
    """Store the titles; the rows like a draft, likest first."""
    store(*(item(row, title) for row, title in TITLES.items()))

    def likest(title, body="", **options):
        hits = similar(engine, Index.PUBLIC, Draft(title, body), **options)
        return [one.hit.key.row for one in hits]

    return likest


def test_the_likest_come_first_and_the_unlike_not_at_all(likest):
    assert likest("给老旧小区的楼房加装电梯") == [1, 2]


def test_it_is_never_similar_to_itself(likest):
    assert likest(TITLES[1], without=[Key(Kind.SUGGESTION, 1)]) == [2]


def test_nothing_is_similar_to_nothing(likest):
    assert likest("，。！") == []
    assert likest("xyz") == []


def test_only_the_wanted_kinds_are_shown(store, likest):
    store(item(9, "加装电梯条例", kind=Kind.ARTICLE))

    assert 9 not in likest("加装电梯")
    assert likest("加装电梯", kinds=[Kind.ARTICLE]) == [9]


def test_no_more_are_shown_than_asked_for(likest):
    assert len(likest("小区电梯", size=1)) == 1


@pytest.fixture
def fragment(client, engine, follow):
    """Follow the database, then fetch the fragment for a title being typed."""

    def fragment(title, **fields):
        follow()
        response = client.post(
            reverse("search:similar"), {"title": title, **fields}, headers={"HX-Request": "true"}
        )
        return response.content.decode()

    return fragment


@pytest.fixture
def campaign(db):
    return CampaignFactory()


def test_while_a_title_is_typed_public_suggestions_like_it_are_shown(fragment, campaign):
    SuggestionFactory(published=True, campaign=campaign, title="加装电梯的办法")
    SuggestionFactory(campaign=campaign, title="加装电梯的草稿")

    html = fragment("我们楼想加装电梯")

    assert "加装电梯</mark>的办法" in html
    assert "草稿" not in html
    assert "<html" not in html


@pytest.mark.parametrize("same", [True, False])
def test_who_types_what_was_said_before_is_told_so_and_may_go_on(fragment, campaign, same):
    words = {"problem": "老人上下楼不方便，半年没下楼。", "proposal": "请尽快加装。"}
    SuggestionFactory(published=True, campaign=campaign, title="老旧小区加装电梯", **words)
    typed = words if same else {"problem": "灯太暗。", "proposal": "换灯。"}

    html = fragment("老旧小区加装电梯", **typed)

    assert "<mark>老旧小区加装电梯</mark>" in html
    assert ("您想说的可能已有人提过" in html) == same
    assert "disabled" not in html


@pytest.mark.parametrize("title", ["", "电", " ", "，", "\x00", "停" * 10_000])
def test_a_title_that_says_nothing_gets_an_empty_fragment(fragment, title):
    assert "<li>" not in fragment(title)


def test_a_suggestion_hidden_a_moment_ago_is_not_shown(fragment, campaign):
    row = SuggestionFactory(published=True, campaign=campaign, title="加装电梯的办法")
    assert "办法" in fragment("加装电梯")

    Suggestion.objects.filter(pk=row.pk).update(public_since=None)

    assert "办法" not in fragment("加装电梯")


def test_without_javascript_it_is_a_page(client, engine):
    response = client.get(reverse("search:similar"), {"title": "加装电梯"})

    assert "</html>" in response.content.decode()


def test_while_search_is_down_the_form_is_not_disturbed(client, db, settings):
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    response = client.get(
        reverse("search:similar"), {"title": "加装电梯"}, headers={"HX-Request": "true"}
    )

    assert response.status_code == 200
    assert response.content.strip() == b""
