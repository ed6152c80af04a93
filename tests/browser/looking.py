"""Looking at a page: a picture at three widths, and no violation that axe can find."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

PROJECT = Path(__file__).resolve().parent.parent.parent
PICTURES = PROJECT / "build" / "screenshots"
WIDTHS = (320, 768, 1440)
HEIGHT = 900
REFUSED = "status of 422"
"""How the browser notes a form that was shown again: no fault of the page."""
WAGTAILS = ".w-minimap"
"""A list of Wagtail's own that scrolls in a long form and cannot be reached by keyboard."""
STANDARD = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "preload": False,
}
"""What axe measures: WCAG 2.2, levels A and AA. It must not fetch style sheets of its own:
it takes the addresses of imported ones for the page's."""

SETTLED = """() => Promise.race([
    Promise.allSettled(
        [...document.querySelectorAll(".messages *")]
            .flatMap((element) => element.getAnimations())
            .map((animation) => animation.finished)
    ),
    new Promise((resolve) => setTimeout(resolve, 2000)),
]).then(() => null)"""
"""A message that fades in has the contrast of its colours only at the end."""

LAID_OUT = """(position) => {
    window.stuck ??= [...document.querySelectorAll("main *")].filter(
        (element) => getComputedStyle(element).position === "sticky"
    );
    window.stuck.forEach((element) => { element.style.position = position; });
}"""
"""A bar that stays at an edge covers what is scrolled below it: that is no fault of the page."""


@dataclass
class Visitor:
    """A person at a browser, whose way is kept as numbered pictures."""

    page: Page
    address: str
    journey: str
    steps: int = 0
    errors: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = (REFUSED,)

    def __post_init__(self) -> None:
        """Listen for what the browser complains of, refused inline code among it."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not any(part in message.text for part in self.expected):
            self.errors.append(message.text)

    def go(self, path: str) -> None:
        """Open the address `path` of the site."""
        self.page.goto(self.address + path)

    def follow(self, link: Locator) -> None:
        """Click `link` and wait until the page it leads to is there."""
        with self.page.expect_navigation():
            link.click()

    def look(self, name: str, *, ours: str | None = None) -> None:
        """Keep pictures of the page, and fail on any violation or complaint of the browser.

        `ours` narrows axe to the part of an admin page that is not Wagtail's own frame.
        """
        self.steps += 1
        self.page.evaluate(SETTLED)
        found = []
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self._keep_picture(name, width)
            found += [f"{width}px {line}" for line in self._violations(ours)]
            found += self._overflow(width) if ours is None else []
        assert found == [], f"{self.page.url}: {found}"
        assert self.errors == [], f"{self.page.url}: {self.errors}"

    def _keep_picture(self, name: str, width: int) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{self.journey}-{self.steps:02}-{name}-{width}.png"
        self.page.screenshot(path=path, full_page=True)

    def _violations(self, ours: str | None) -> list[str]:
        self.page.evaluate(LAID_OUT, "static")
        context = {"include": [[ours]], "exclude": [[WAGTAILS]]} if ours else None
        found = Axe().run(self.page, context=context, options=STANDARD).response["violations"]
        self.page.evaluate(LAID_OUT, "")
        return [
            f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    def _overflow(self, width: int) -> list[str]:
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        return [f"the page is {wide}px wide at {width}px"] if wide > width else []
