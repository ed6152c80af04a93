"""What waits for somebody: the lines of the admin's first page, from every desk that has some.

A desk registers a function of the person and the day with the hook WAITING_WORK; it answers the
lines that concern this person, also those of which nothing waits at the moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.accounts.user import User
from portal.accounts.views import acting_user

WAITING_WORK = "register_waiting_work"
MOST = 999
"""Counting ends here: the page says "999+"."""


@dataclass(frozen=True)
class Waiting:
    """One kind of work: what it is, how much of it waits, how much of that is late, and where."""

    label: str
    count: int
    url: str
    late: int = 0

    @property
    def is_more(self) -> bool:
        """Whether there is more than was counted."""
        return self.count > MOST


def counted(rows: QuerySet[Any]) -> int:
    """How many rows there are; beyond MOST one more than that."""
    return rows.order_by()[: MOST + 1].count()


def waiting_for(person: User, *, on: date) -> list[Waiting]:
    """The lines for `person` on the local date `on`: late work first, then the most."""
    lines = list(_lines(person, on))
    return sorted(lines, key=lambda line: (-line.late, -line.count))


def _lines(person: User, on: date) -> Iterator[Waiting]:
    for register in hooks.get_hooks(WAITING_WORK):
        found: Iterable[Waiting] = register(person, on)
        yield from found


class WaitingPanel(Component):
    """What waits for the person at the screen; nothing for those who have no desk."""

    name = "waiting"
    template_name = "portal/organisation/waiting.html"
    order = 50

    def __init__(self, lines: list[Waiting]) -> None:
        """A panel of these lines."""
        self.lines = lines

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The lines with and without work."""
        return {
            "lines": [line for line in self.lines if line.count],
            "done": [line for line in self.lines if not line.count],
        }


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the panel on the admin's first page."""
    lines = waiting_for(acting_user(request), on=localdate())
    if lines:
        panels.append(WaitingPanel(lines))
