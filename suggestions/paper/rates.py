"""Error rates: how many characters are typed wrong, by batch and by clerk."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from portal.accounts.user import User
from suggestions.paper.sheet import SheetBatch
from suggestions.paper.typing import TypingComparison


@dataclass(frozen=True)
class ErrorRate:
    """Errors among the characters of so many typings.

    The character error rate of text recognition (S. V. Rice, F. R. Jenkins, T. A. Nartker, The
    Fourth Annual Test of OCR Accuracy, 1995): the edit distance from what was settled, divided
    by its length.
    """

    errors: int
    characters: int
    typings: int

    @property
    def rate(self) -> float | None:
        """Errors per character; None if nothing was compared."""
        return self.errors / self.characters if self.characters else None

    @property
    def percent(self) -> float | None:
        """The rate in percent."""
        return None if self.rate is None else 100 * self.rate

    def __add__(self, other: "ErrorRate") -> "ErrorRate":
        """Both together."""
        return ErrorRate(
            self.errors + other.errors,
            self.characters + other.characters,
            self.typings + other.typings,
        )


NOTHING = ErrorRate(0, 0, 0)


def rate_of(batch: SheetBatch) -> ErrorRate:
    """The rate of the first typings in `batch`: those that became suggestions."""
    rows = TypingComparison.objects.filter(sheet__batch=batch)
    sums = rows.aggregate(e=Sum("first_errors"), c=Sum("characters"), n=Count("pk"))
    return ErrorRate(sums["e"] or 0, sums["c"] or 0, sums["n"])


def rates_by_clerk(batches: "list[SheetBatch]") -> list[tuple[User, ErrorRate]]:
    """The rate of each clerk in these batches, first and second typings together."""
    found: dict[int, ErrorRate] = defaultdict(lambda: NOTHING)
    rows = TypingComparison.objects.filter(sheet__batch__in=batches).order_by()
    for part in ("first", "second"):
        sums = rows.values(f"{part}_by").annotate(
            e=Sum(f"{part}_errors"), c=Sum("characters"), n=Count("pk")
        )
        for line in sums:
            found[line[f"{part}_by"]] += ErrorRate(line["e"], line["c"], line["n"])
    people = User.objects.in_bulk(found)
    return sorted(
        ((people[key], rate) for key, rate in found.items()), key=lambda line: str(line[0])
    )
