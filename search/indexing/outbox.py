"""The outbox: what has changed and must still reach an engine.

An entry is written in the transaction of the change, so that both happen or neither.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Self

from django.db import models
from django.utils import timezone

from portal.bulk import insert_many
from search.engines.chosen import engine_names
from search.items import Key, Kind

BATCH = 2_000
"""Entries written at once."""
LONGEST_ERROR = 500


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    """Questions about many entries."""

    def due(self, engine: str, at: datetime) -> Self:
        """What can be sent to `engine` at `at`, oldest first."""
        return self.filter(engine=engine, due_at__lte=at).order_by("pk")

    def failed(self) -> Self:
        """What could not be sent at least once."""
        return self.filter(attempts__gt=0)


class OutboxEntry(models.Model):
    """That one row has changed since `engine` heard of it. Entries of one row may repeat."""

    engine = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=Kind)
    row = models.PositiveBigIntegerField()
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=LONGEST_ERROR, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["engine", "due_at"], name="search_outbox_due")]

    def __str__(self) -> str:
        """Engine, kind and row."""
        return f"{self.engine}: {self.kind}-{self.row}"

    @property
    def key(self) -> Key:
        """What changed."""
        return Key(Kind(self.kind), self.row)


def enqueue(keys: Iterable[Key], *, engines: Sequence[str] = ()) -> int:
    """Write entries for `keys`, by default for every engine that is kept; how many keys.

    Call it in the transaction of the change.
    """
    remaining, count = iter(keys), 0
    while batch := list(islice(remaining, BATCH)):
        now = timezone.now()
        insert_many(
            [
                OutboxEntry(engine=engine, kind=key.kind, row=key.row, queued_at=now, due_at=now)
                for key in batch
                for engine in engines or engine_names()
            ]
        )
        count += len(batch)
    return count
