"""The board: which unit owes what since when. Units and counts, never a suggestion's words."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Min

from portal.organisation.unit import Unit, UnitQuerySet
from suggestions.clocks.clock import Clock
from suggestions.clocks.step import Step
from suggestions.states import Classification

KEEP_FOR = 300
"""Seconds for which the public board may be behind."""
CACHE_KEY = "overdue-board"
SHOWN = 500
"""Lines of a board: with thousands of units, those that have waited longest."""


@dataclass(frozen=True)
class Owed:
    """What one unit owes of one step: how many, and since when the oldest."""

    unit: Unit
    step: str
    count: int
    since: datetime

    @property
    def step_name(self) -> str:
        """The step as it is called."""
        return str(Step(self.step).label)


def overdue(units: UnitQuerySet | None, *, at: datetime) -> list[Owed]:
    """What `units` (None: all) owe at `at`, the longest wait first, SHOWN lines; two queries.

    Sealed reports are counted nowhere.
    """
    clocks = Clock.objects.overdue(at).exclude(suggestion__classification=Classification.REPORT)
    if units is not None:
        clocks = clocks.filter(unit__in=units.order_by().values("pk"))
    sums = clocks.order_by().values("unit", "step").annotate(n=Count("pk"), since=Min("due_at"))
    found = list(sums.order_by("since", "unit", "step")[:SHOWN])
    named = Unit.objects.in_bulk({row["unit"] for row in found})
    return [Owed(named[row["unit"]], row["step"], row["n"], row["since"]) for row in found]


def public_board(*, at: datetime) -> list[Owed]:
    """The board of all units, up to KEEP_FOR seconds old."""
    kept: list[Owed] | None = cache.get(CACHE_KEY)
    if kept is None:
        kept = overdue(None, at=at)
        cache.set(CACHE_KEY, kept, KEEP_FOR)
    return kept
