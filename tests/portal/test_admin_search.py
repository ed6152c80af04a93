"""Wagtail's own search of pages in the admin finds Chinese."""

import pytest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from campaigns.pages import CampaignPage
from tests.factories import CampaignFactory

TITLE = "老旧小区停车难好办法"


@pytest.fixture
def committed(db, django_capture_on_commit_callbacks):
    """A block after which the work that waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def page(committed):
    with committed():
        return CampaignFactory(title=TITLE)


def found(query, *, how="search"):
    backend = get_search_backend()
    return [row.title for row in getattr(backend, how)(query, Page.objects.all())]


@pytest.mark.parametrize(
    "query",
    sorted({TITLE[i:j] for i in range(len(TITLE)) for j in range(i + 2, len(TITLE) + 1)}),
)
def test_every_part_of_a_title_is_found(page, query):
    assert found(query) == [TITLE]


@pytest.mark.parametrize("how", ["search", "autocomplete"])
@pytest.mark.parametrize("query", ["停", "停车 小区", "好办法"])
def test_single_characters_and_several_words_are_found(page, query, how):
    assert found(query, how=how) == [TITLE]


def test_what_is_not_there_is_not_found(page):
    assert found("噪音") == []


def test_latin_titles_are_found_as_before(committed):
    with committed():
        CampaignFactory(title="Barrier-free crossings")

    assert found("crossings") == ["Barrier-free crossings"]
    assert found("barr", how="autocomplete") == ["Barrier-free crossings"]


def test_the_admins_page_search_finds_it(page, admin_client):
    response = admin_client.get("/admin/pages/search/", {"q": "停车难"})

    assert TITLE in response.content.decode()


def test_a_changed_title_is_found(page, committed):
    with committed():
        page.title = "公园长椅"
        page.save()

    assert found("长椅") == ["公园长椅"]
    assert found("停车") == []


def test_rows_of_the_page_type_are_found_too(page):
    backend = get_search_backend()

    assert [row.title for row in backend.search("停车难", CampaignPage)] == [TITLE]
