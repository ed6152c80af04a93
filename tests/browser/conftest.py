"""A real Chromium for each module, and a fresh person at it for each journey."""

import os
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from django.db import connections
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.unit import UnitKind
from tests.browser.looking import Visitor
from tests.factories import CampaignFactory, UnitFactory, staff
from tests.servers import browser as browser_path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds
PASSWORD = "correct horse battery"

Visit = Callable[..., Visitor]

# it asserts as tests do, and is to say as much when it fails
pytest.register_assert_rewrite("tests.browser.handling_replies")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys need Chromium, one of the real things that SERVICES=1 asks for."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.services)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium with a fresh profile.

    Playwright runs an event loop in this thread, which Django would take for async code; it ends
    with the module, before other tests of this process ask an async view. While it runs, this
    thread's database connections are kept apart from those of before: those would be cut off by
    a journey's restoring of the database and be met again, dead, after the module.
    """
    connections.close_all()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()
    connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def png() -> bytes:
    """A small photograph."""
    file = BytesIO()
    Image.new("RGB", (640, 480), "#b7410e").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def visit(
    chromium: Browser, live_server: LiveServer, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Call it for a person at a browser of their own; `user` is signed in first."""
    contexts = []

    def open_browser(user: User | None = None, *, javascript: bool = True) -> Visitor:
        context = chromium.new_context(locale="zh-CN", java_script_enabled=javascript)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        journey = request.node.name.removeprefix("test_")
        visitor = Visitor(context.new_page(), live_server.url, journey)
        if user is not None:
            sign_in(visitor, user)
        return visitor

    yield open_browser
    for context in contexts:
        context.close()


def sign_in(visitor: Visitor, user: User) -> None:
    """Sign in as people do, through the form."""
    visitor.go("/accounts/login/")
    visitor.page.fill("[name=login]", user.username)
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.page.click("main form button")
    visitor.page.wait_for_url(lambda url: "/login/" not in url)


@pytest.fixture
def clerk(transactional_db: None) -> User:
    """A clerk of a station, in a city with one call."""
    CampaignFactory(title="家门口的好点子")
    return staff(Role.STATION_CLERK, unit=UnitFactory(name="望澜站", kind=UnitKind.STATION))
