"""How good the warning is: what it said against what people then decided.

Precision is the share of warnings that people confirmed, recall the share of confirmed repeats
that were warned of (van Rijsbergen, Information Retrieval, 1979, ch. 7). Only pairs that somebody
judged are counted: a repeat that nobody noticed is in no figure. A pair linked by hand that no
page had shown was not warned of.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from suggestions.repeats.link import REPEATS, LinkQuerySet

THRESHOLDS = tuple(round(step / 20, 2) for step in range(1, 20))
"""0.05 to 0.95."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both as counts."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None of nothing."""
        return None if self.value is None else 100 * self.value


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision and recall of the warning, and how many pairs were judged in all."""

    precision: Share
    recall: Share
    judged: int


@dataclass(frozen=True, slots=True)
class Month:
    """The quality of the verdicts of one month."""

    first: date
    quality: Quality


@dataclass(frozen=True, slots=True)
class Point:
    """The quality that a threshold would have had."""

    threshold: float
    quality: Quality


_REPEAT = Q(verdict__in=REPEATS)
_COUNTS = {
    "judged": Count("pk"),
    "warnings": Count("pk", filter=Q(warned=True)),
    "right": Count("pk", filter=Q(warned=True) & _REPEAT),
    "repeats": Count("pk", filter=_REPEAT),
}


def quality(links: LinkQuerySet) -> Quality:
    """The quality of the warning as it was shown, over `links`; one query."""
    return _quality(links.order_by().aggregate(**_COUNTS))


def by_month(links: LinkQuerySet) -> list[Month]:
    """The same for each month with verdicts, oldest first, as warned at the time; one query."""
    rows = links.order_by().annotate(month=TruncMonth("at")).values("month")
    found = rows.annotate(**_COUNTS).order_by("month").values_list("month", *_COUNTS)
    return [
        Month(month.date(), _quality(dict(zip(_COUNTS, counts, strict=True))))
        for month, *counts in found
    ]


def by_threshold(links: LinkQuerySet) -> list[Point]:
    """What each of THRESHOLDS would have led to, by the likeness that was shown; one query."""
    counts: dict[str, Count] = {"judged": Count("pk"), "repeats": Count("pk", filter=_REPEAT)}
    for number, threshold in enumerate(THRESHOLDS):
        warned = Q(likeness__gte=threshold)
        counts[f"warned_{number}"] = Count("pk", filter=warned)
        counts[f"right_{number}"] = Count("pk", filter=warned & _REPEAT)
    found = links.order_by().aggregate(**counts)
    return [
        Point(threshold, _quality(_at(found, number)))
        for number, threshold in enumerate(THRESHOLDS)
    ]


def _at(found: dict[str, int], number: int) -> dict[str, int]:
    return found | {"warnings": found[f"warned_{number}"], "right": found[f"right_{number}"]}


def _quality(row: dict[str, int]) -> Quality:
    right = row["right"]
    return Quality(Share(right, row["warnings"]), Share(right, row["repeats"]), row["judged"])
