"""Old cases (积案): what is open for long, by its age and by the rung it stands on."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from portal.accounts.user import User
from suggestions.suggestion import Suggestion, SuggestionQuerySet
from suggestions.supervision.leading.case import LedCase
from suggestions.supervision.leading.rung import Rung

AGES = (60, 90, 180, 365)
"""Days since it was handed in, from which a row of the board counts. A matter of 信访工作条例
Article 34 is to be closed within 60 days."""


@dataclass(frozen=True)
class Cell:
    """How many suggestions of one age stand on one rung; 0 is nobody's case yet."""

    rung: int
    count: int


@dataclass(frozen=True)
class AgeRow:
    """One row of the board: from how many days (until fewer than how many), and its cells."""

    days: int
    until: int | None
    cells: tuple[Cell, ...]


def old_suggestions(person: User, *, on: date) -> SuggestionQuerySet:
    """Open suggestions in reach, older than the youngest age, with their `rung` and `age`."""
    rung = LedCase.objects.open().filter(suggestion=OuterRef("pk")).values("rung")[:1]
    rows = Suggestion.objects.visible_to(person, on=on).unsealed().open()
    rows = rows.filter(submitted_at__date__lte=on - timedelta(days=AGES[0]))
    ages = [
        When(submitted_at__date__lte=on - timedelta(days=days), then=Value(days))
        for days in reversed(AGES)
    ]
    return rows.annotate(rung=Coalesce(Subquery(rung), 0), age=Case(*ages, default=Value(0)))


def board(person: User, *, on: date) -> list[AgeRow]:
    """The board, the oldest first; one query."""
    rows = old_suggestions(person, on=on).order_by()
    counted = rows.values("age", "rung").annotate(n=Count("pk"))  # type: ignore[misc]
    counts = {(line["age"], line["rung"]): line["n"] for line in counted}
    ends = dict(zip(AGES, (*AGES[1:], None), strict=True))
    return [
        AgeRow(
            days,
            ends[days],
            tuple(Cell(rung, counts.get((days, rung), 0)) for rung in (0, *Rung.values)),
        )
        for days in reversed(AGES)
    ]
