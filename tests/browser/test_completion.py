"""Completion in the search box, with keys and with a screen reader's eyes; and without a script."""

from django.test import Client
from django.urls import reverse

from search.indexing.shipping import ship
from search.vocabulary.picks import Pick
from tests.browser.conftest import Visit
from tests.factories import SuggestionFactory, TopicFactory


def published() -> None:
    """Two suggestions and a topic to complete."""
    TopicFactory(name="停车管理")
    SuggestionFactory(published=True, title="小区停车难怎么解决")
    SuggestionFactory(published=True, title="公园长椅")
    ship("database")


def test_completion_by_keys(visit: Visit) -> None:
    published()
    citizen = visit()
    page = citizen.page
    citizen.go("/search/")
    box = page.locator("#search-large")
    options = page.locator("#search-large-options [role=option]")

    box.press_sequentially("tc")
    options.first.wait_for()
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    assert options.nth(0).locator("span").first.inner_text() == "停车管理"
    assert "停车难" in options.all_inner_texts()
    citizen.look("open")

    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.locator("#search-large-options [aria-selected=true]")
    assert chosen.count() == 1
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    assert box.input_value() == "tc"
    citizen.look("chosen")

    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.get_attribute("aria-activedescendant") is None
    assert box.input_value() == "tc"

    box.press("ArrowDown")
    box.press("ArrowUp")
    box.press("ArrowDown")
    box.press("ArrowDown")
    label = chosen.locator("span").first.inner_text()
    with page.expect_navigation():
        box.press("Enter")
    assert page.locator("#search-large").input_value() == label
    citizen.look("found")


def test_completion_by_pointer_and_leaving(visit: Visit) -> None:
    published()
    citizen = visit()
    page = citizen.page
    citizen.go("/search/")
    box = page.locator("#search-large")
    options = page.locator("#search-large-options [role=option]")

    box.press_sequentially("停")
    options.first.wait_for()
    page.locator("h1").click()
    assert box.get_attribute("aria-expanded") == "false"

    box.fill("停车")
    options.first.wait_for()
    with page.expect_navigation():
        options.get_by_text("停车难", exact=True).click()
    assert "停车难" in page.locator("main .entries").inner_text()


def test_search_without_javascript(visit: Visit) -> None:
    published()
    citizen = visit(javascript=False)
    page = citizen.page
    citizen.go("/search/")

    page.locator("#search-large").fill("停车难")
    with page.expect_navigation():
        page.locator("#search-large").press("Enter")

    assert "停车难" in page.locator("main .entries").inner_text()
    assert page.locator("#search-large").get_attribute("role") is None


def test_a_search_that_finds_nothing_leads_on(visit: Visit) -> None:
    published()
    Pick.objects.create(
        queries="量子", address="/regulations/", title="政策法规", note="先看看规定"
    )
    citizen = visit()
    page = citizen.page

    citizen.go("/search/?q=量子")
    citizen.look("nothing-but-a-pick")
    assert "政策法规" in page.locator("main").inner_text()

    citizen.go("/search/?q=听车难")
    citizen.look("another-spelling")
    citizen.follow(page.locator(".search-meant a"))
    assert "停车难" in page.locator("main .entries").inner_text()


def test_the_script_is_one_file_of_the_site_itself(live_server: object) -> None:
    html = Client().get(reverse("search:search")).text

    assert html.count("combobox.js") == 1
