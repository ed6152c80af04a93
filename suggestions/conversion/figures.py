"""Figures of adoption (采纳率) and conversion (转化率): always counts, and rates of counts.

docs/conversion.md says what each one is and why.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.review.decision import Decision
from suggestions.states import State

KEEP_FOR = 300
"""Seconds for which the public figures may be behind."""


@dataclass(frozen=True)
class Figures:
    """Counts of decided suggestions and of golden ideas.

    `due` are golden ideas whose last action should be finished; `converted`,
    `partly_converted`, `lapsed` and `pending` are those of them. `converted_early` are
    carried out before their day and in none of these; `unplanned` have no action and no day.
    """

    decided: int = 0
    adopted: int = 0
    partly_adopted: int = 0
    ideas: int = 0
    due: int = 0
    converted: int = 0
    partly_converted: int = 0
    lapsed: int = 0
    converted_early: int = 0
    unplanned: int = 0

    def __add__(self, other: Self) -> Self:
        """The figures of both together; no row may be counted in both."""
        sums = {name: count + getattr(other, name) for name, count in vars(self).items()}
        return type(self)(**sums)

    @property
    def pending(self) -> int:
        """Past their day, and nothing has come of them yet."""
        return self.due - self.converted - self.partly_converted - self.lapsed

    @property
    def adoption_rate(self) -> float | None:
        """Adopted in full of those decided, in percent; None if nothing is decided."""
        return percent(self.adopted, self.decided)

    @property
    def conversion_rate(self) -> float | None:
        """Carried out of those whose day has passed, in percent; None if there are none."""
        return percent(self.converted, self.due)


def percent(part: int, whole: int) -> float | None:
    """`part` of `whole` in percent; None for nothing of nothing."""
    return 100 * part / whole if whole else None


DECIDED = {
    "decided": Count("pk"),
    "adopted": Count("pk", filter=Q(outcome=State.ADOPTED)),
    "partly_adopted": Count("pk", filter=Q(outcome=State.PARTLY_ADOPTED)),
}


def counts_of_ideas(on: date) -> dict[str, Count]:
    """What is counted of golden ideas; `on` is a local date."""
    past = Q(due_on__lt=on)
    state = "suggestion__state"
    return {
        "ideas": Count("pk"),
        "due": Count("pk", filter=past),
        "converted": Count("pk", filter=past & Q(**{state: State.CONVERTED})),
        "partly_converted": Count("pk", filter=past & Q(**{state: State.PARTLY_CONVERTED})),
        "lapsed": Count("pk", filter=past & Q(**{state: State.LAPSED})),
        "converted_early": Count("pk", filter=~past & Q(**{state: State.CONVERTED})),
        "unplanned": Count("pk", filter=Q(due_on__isnull=True)),
    }


def standing_decisions() -> QuerySet[Decision]:
    """The published decisions, of each suggestion only the last one."""
    published = Decision.objects.filter(published_at__isnull=False).order_by()
    later = published.filter(suggestion=OuterRef("suggestion"), pk__gt=OuterRef("pk"))
    return published.filter(~Exists(later))


def figures(ideas: QuerySet[GoldenIdea], decisions: QuerySet[Decision], *, on: date) -> Figures:
    """The figures of these rows on a local date; two queries."""
    said = decisions.order_by().aggregate(**DECIDED)
    return Figures(**said, **ideas.order_by().aggregate(**counts_of_ideas(on)))


def public_figures(on: date) -> Figures:
    """The figures of the whole portal, hidden ideas included, up to KEEP_FOR seconds old."""
    key = f"conversion-figures-{on:%Y%m%d}"
    kept: dict[str, int] | None = cache.get(key)
    if kept is None:
        counted = figures(GoldenIdea.objects.all(), standing_decisions(), on=on)
        kept = vars(counted)
        cache.set(key, kept, KEEP_FOR)
    return Figures(**kept)


GROUPS: dict[str, tuple[Any, Any]] = {
    "unit": ("suggestion__unit", "suggestion__unit"),
    "topic": ("suggestion__topic", "suggestion__topic"),
    "campaign": ("suggestion__campaign", "suggestion__campaign"),
    "year": (ExtractYear("adopted_at"), ExtractYear("at")),
}
"""By what figures can be told apart: of ideas, and of decisions."""


def figures_by(
    group: str, ideas: QuerySet[GoldenIdea], decisions: QuerySet[Decision], *, on: date
) -> dict[Hashable, Figures]:
    """The figures for each value of `group` (a key, a year, or None for none); two queries."""
    of_ideas, of_decisions = GROUPS[group]
    found: dict[Hashable, dict[str, int]] = {}
    for rows, by, counts in (
        (decisions, of_decisions, DECIDED),
        (ideas, of_ideas, counts_of_ideas(on)),
    ):
        named = {"group": by} if not isinstance(by, str) else {}
        key = "group" if named else by
        for row in rows.order_by().annotate(**named).values(key).annotate(**counts):
            found.setdefault(row.pop(key), {}).update(row)
    return {key: Figures(**counted) for key, counted in found.items()}
