"""A reader finds an article of a law, and the hotline's figures."""

import re
from datetime import date

from playwright.sync_api import expect

from portal.hotline.importing import import_rows
from portal.regulations.importing import import_text
from tests.browser.conftest import Visit
from tests.factories import home_page
from tests.portal.hotline.tables import as_rows, topic, total, unit
from tests.portal.regulations.texts import AMENDED_RULES, TOWN_RULES

NAME = "某某市人民建议征集办法"


def test_reader_finds_an_article(visit: Visit) -> None:
    home_page()
    import_text(TOWN_RULES, f"{NAME}(2020-05-06)", by=None)
    import_text(AMENDED_RULES, f"{NAME}(2024-03-01)", by=None)
    reader = visit()
    page = reader.page
    reader.go("/regulations/?validity=all")
    reader.look("index")
    page.click(f"a[href$='2020-05-06/'] >> text={NAME}")
    reader.look("earlier-version")
    page.click(".message a")
    page.click(".law-contents a >> text=附则")
    expect(page).to_have_url(re.compile("2024-03-01/#chapter-2$"))
    page.click("a[href='#article-2-1']")
    reader.look("article")

    expect(page.locator("#article-2-1")).to_contain_text("本条是后加的")


def test_reader_looks_at_the_hotline(visit: Visit) -> None:
    home_page()
    table = []
    for month in range(1, 13):
        period = f"2025年{month}月"
        table += [total(period, calls=1000 + 70 * month), topic("停车与出行", 600, period)]
        table += [topic("其他", 400 + 70 * month, period), unit("东街道", 300, period)]
    import_rows(as_rows(table), by=None, on=date(2026, 1, 31))
    reader = visit()
    page = reader.page
    reader.go("/hotline/")
    reader.look("index")
    page.click("table a >> text=2025年11月")
    reader.look("month")
    with page.expect_download() as download:
        page.click("a[download]")

    assert download.value.suggested_filename == "hotline-2025-11.csv"
    assert page.get_by_role("img").count() == 2
