import json

import pytest

from portal.home.pages import ContentPage
from tests.factories import home_page

pytestmark = pytest.mark.django_db


def page_with(*blocks, **fields):
    """A published content page with these blocks."""
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page = ContentPage(**{"title": "关于本站", "slug": "about", "body": body, **fields})
    return home_page().add_child(instance=page)


def test_content_page_shows_its_blocks(client):
    page = page_with(
        ("text", "<h2>谁在办</h2><p>征集办公室</p>"),
        ("quote", {"text": "办得成", "source": "居民"}),
        ("question", {"question": "匿名可以吗", "answer": "<p>可以</p>"}),
        introduction="一句话",
    )

    said = client.get(page.url).content.decode()

    for words in ("关于本站", "一句话", "<h2", "谁在办", "办得成", "居民", "匿名可以吗", "可以"):
        assert words in said


def test_markup_in_plain_fields_stays_text(client):
    page = page_with(("quote", {"text": "<script>x</script>", "source": "<b>y</b>"}))

    said = client.get(page.url).content.decode()

    assert "<script>x" not in said
    assert "&lt;b&gt;y" in said


def test_content_page_takes_few_queries(client, django_assert_max_num_queries):
    page = page_with(("text", "<p>正文</p>"))
    client.get(page.url)

    with django_assert_max_num_queries(8):
        client.get(page.url)


def test_hidden_page_is_not_found(client):
    page = page_with()
    page.unpublish()

    assert client.get(page.url).status_code == 404


def test_unknown_address_is_not_found(client):
    home_page()

    assert client.get("/nothing/here/").status_code == 404


def test_page_below_a_page_is_found(client):
    parent = page_with()
    child = parent.add_child(instance=ContentPage(title="下一层", slug="below"))

    assert "下一层" in client.get(child.url).content.decode()


def test_restricted_page_asks_who_is_there(client):
    page = page_with()
    page.view_restrictions.create(restriction_type="login")

    assert client.get(page.url).status_code == 302
