"""What a clerk does on the station page, and what is seen there."""

from collections.abc import Callable

from playwright.sync_api import Page

from portal.accounts.user import User
from tests.browser.conftest import Visit
from tests.browser.looking import Visitor

OFFLINE = ("ERR_INTERNET_DISCONNECTED", "status of 401", "Failed to fetch")
WAITING = "[data-items] [data-of=waiting]"
SENT = "[data-items] [data-of=sent]"


def opened(visit: Visit, clerk: User) -> Visitor:
    """The clerk's page, ready to be used without a network."""
    visitor = visit(clerk)
    visitor.expected = (*visitor.expected, *OFFLINE)
    visitor.go("/station/")
    visitor.page.locator("[data-desk]").wait_for()
    visitor.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return visitor


def write(page: Page, title: str) -> None:
    """Type a suggestion with everything it needs."""
    page.locator("#id_title").fill(title)
    page.locator("#id_problem").fill("老人站着等车，下雨没有地方躲。")
    page.locator("#id_proposal").fill("装一条带靠背的长椅。")
    page.locator("#id_author_name").fill("赵小满")
    page.locator("#id_consent_privacy").check()
    page.locator("[name=consent_form][value=spoken]").check()


def hand_in(page: Page) -> None:
    """Press the button."""
    page.locator("[data-hand-in]").click()


def eventually(page: Page, says: Callable[[], bool]) -> None:
    """Wait until the database says so; ten seconds at most."""
    for _attempt in range(100):
        if says():
            return
        page.wait_for_timeout(100)
    raise AssertionError("not within ten seconds")
