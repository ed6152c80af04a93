"""Tabs: the lists of the desk, each one range of an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suggestions.clocks.counting import end_of
from suggestions.desk.reach import Reach

MOST = 99
"""Counting ends here: a tab says "99+"."""


class Tab(models.TextChoices):
    """What somebody looks at."""

    MINE = "mine", _("Mine")
    TODAY = "today", _("Due today")
    OVERDUE = "overdue", _("Overdue")
    WAITING = "waiting", _("Waiting for others")
    ALL = "all", _("All in hand")


ORDERS: dict[Tab, tuple[str, ...]] = {
    Tab.MINE: ("sent_at", "id"),
    Tab.TODAY: ("due_at", "id"),
    Tab.OVERDUE: ("due_at", "id"),
    Tab.WAITING: ("suggestion_id", "id"),
    Tab.ALL: ("due_at", "id"),
}
"""The order of each tab: the oldest or most pressing first, as its index has them."""


@dataclass(frozen=True)
class Shown:
    """The rows of a tab, not read yet, and their order."""

    rows: QuerySet[Any]
    order: Sequence[str]


def rows_of(tab: Tab, reach: Reach, *, at: datetime) -> Shown:
    """What `tab` shows at `at`: clocks, or duties where somebody's share is asked for."""
    rows: QuerySet[Any]
    if tab == Tab.MINE:
        rows = reach.mine()
    elif tab == Tab.WAITING:
        rows = reach.elsewhere()
    elif tab == Tab.OVERDUE:
        rows = reach.clocks().overdue(at)
    elif tab == Tab.TODAY:
        rows = reach.clocks().due_soon(at, until=end_of(timezone.localdate(at)))
    else:
        rows = reach.clocks()
    return Shown(rows, ORDERS[tab])


def counts(reach: Reach, *, at: datetime) -> dict[Tab, int]:
    """How much each tab holds; beyond MOST one more than that. One query each."""
    return {tab: _counted(rows_of(tab, reach, at=at)) for tab in Tab if tab != Tab.ALL}


def _counted(shown: Shown) -> int:
    """Counted in the tab's own order: a database would else read old rows before the open ones."""
    return shown.rows.order_by(*shown.order)[: MOST + 1].count()
