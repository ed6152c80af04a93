"""Sources: the tables the log covers, for those who read them row by row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import models

from suggestions.chain.erasing.erasure import Erasure
from suggestions.chain.facts import KINDS, About
from suggestions.commendation.commendation import CommendationEntry
from suggestions.conversion.progress import ProgressNote
from suggestions.conversion.proposal import Verdict
from suggestions.history import Entry
from suggestions.review.decision import Decision
from suggestions.review.reviews import Review


@dataclass(frozen=True)
class Source:
    """One table: `logged` says which of its rows must have an entry."""

    model: type[models.Model]
    logged: models.Q

    @property
    def kind(self) -> str:
        """The name under which the log knows the rows."""
        return str(self.model._meta.model_name)

    def rows(self, keys: Iterable[int]) -> dict[int, models.Model]:
        """The rows with these keys that are there, with what their facts need."""
        about: About = KINDS[self.kind]
        found: models.QuerySet[models.Model] = models.QuerySet(self.model).filter(pk__in=keys)
        if about.with_one:
            found = found.select_related(*about.with_one)
        return {int(row.pk): row for row in found.prefetch_related(*about.with_many)}

    def stretches(self, size: int) -> Iterator[list[int]]:
        """The keys of all rows that must have an entry, in order, `size` at a time."""
        logged: models.QuerySet[models.Model] = models.QuerySet(self.model).filter(self.logged)
        after = 0
        while keys := self._keys(logged.filter(pk__gt=after), size):
            yield keys
            after = keys[-1]

    def _keys(self, rows: models.QuerySet[models.Model], size: int) -> list[int]:
        return list(rows.order_by("pk").values_list("pk", flat=True)[:size])


SOURCES: dict[str, Source] = {
    source.kind: source
    for source in (
        Source(Entry, models.Q()),
        Source(Review, models.Q(submitted_at__isnull=False)),
        Source(Decision, models.Q()),
        Source(ProgressNote, models.Q()),
        Source(Verdict, models.Q()),
        Source(CommendationEntry, models.Q()),
        Source(Erasure, models.Q(suggestion__isnull=False)),
    )
}


def of_kind(kind: str, keys: Sequence[int]) -> dict[int, models.Model]:
    """The rows of `kind` with these keys; none for a kind nobody knows."""
    source = SOURCES.get(kind)
    return source.rows(keys) if source else {}
