"""Counts: what is counted of suggestions. One suggestion counts 0 or 1 of each; cells add up."""

from collections.abc import Mapping
from typing import Any

from django.db import models

DAY = 86_400
"""Seconds."""
SOON, LATEST = 15 * DAY, 60 * DAY
"""Seconds from handing in to the reply (信访工作条例 Arts. 22 and 34)."""


class Counts(models.Model):
    """One column for everything that is counted; docs/handling.md says what each one is."""

    received = models.PositiveIntegerField(default=0)
    accept_due = models.PositiveIntegerField(default=0)
    accepted_in_time = models.PositiveIntegerField(default=0)
    reply_due = models.PositiveIntegerField(default=0)
    replied_in_time = models.PositiveIntegerField(default=0)
    replied = models.PositiveIntegerField(default=0)
    replied_within_15_days = models.PositiveIntegerField(default=0)
    replied_within_60_days = models.PositiveIntegerField(default=0)
    handling_seconds = models.PositiveBigIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    rated = models.PositiveIntegerField(default=0)
    satisfied = models.PositiveIntegerField(default=0)
    rated_unasked = models.PositiveIntegerField(default=0)
    satisfied_unasked = models.PositiveIntegerField(default=0)
    rated_on_call = models.PositiveIntegerField(default=0)
    satisfied_on_call = models.PositiveIntegerField(default=0)
    responded = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)
    by_agent = models.PositiveIntegerField(default=0)
    adopted = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


COUNTERS: tuple[str, ...] = tuple(field.name for field in Counts._meta.local_fields)
"""The names of all columns above."""


def counts_of(row: Counts | Mapping[str, Any]) -> dict[str, int]:
    """What `row` counts, by column."""
    if isinstance(row, Counts):
        return {name: getattr(row, name) for name in COUNTERS}
    return {name: row[name] or 0 for name in COUNTERS}
