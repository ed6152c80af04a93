"""What is wrong with a page's markup: names given twice, and references to what is not there."""

from collections import Counter
from html.parser import HTMLParser

from django.http import HttpResponse

REFERENCES = ("aria-labelledby", "aria-describedby", "for")
OF_WAGTAIL = "_error"
"""How Django names the errors of a field, to which Wagtail's template gives no name."""


class Names(HTMLParser):
    """Collects the ids of a page and what refers to them."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.referred: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the names of one element."""
        for name, value in attrs:
            if value and name == "id":
                self.ids[value] += 1
            elif value and name in REFERENCES:
                self.referred.update(value.split())


def faults_of(answer: HttpResponse) -> list[str]:
    """The names that stand twice on the page, and those that are only referred to."""
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return []
    names = Names()
    names.feed(answer.content.decode())
    twice = [f"id {name} twice" for name, count in names.ids.items() if count > 1]
    absent = sorted(names.referred - names.ids.keys())
    return twice + [f"no id {name}" for name in absent if not name.endswith(OF_WAGTAIL)]
