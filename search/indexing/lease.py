"""Leases: one process at a time sends to an engine, so that no late copy overtakes a newer one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import models
from django.utils import timezone

HELD_FOR = timedelta(minutes=3)
"""After this a lease is free again; its holder was killed. One batch takes seconds."""


class Lease(models.Model):
    """Who may send to an engine, and until when at the latest."""

    engine = models.CharField(max_length=20, primary_key=True)
    holder = models.UUIDField(null=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        """The engine and the end of the lease."""
        return f"{self.engine} until {self.until}"


@contextmanager
def lease(engine: str) -> Iterator[bool]:
    """Whether this process may send to `engine` inside the block; released at its end."""
    holder = uuid.uuid4()
    now = timezone.now()
    Lease.objects.get_or_create(engine=engine, defaults={"until": now})
    free = Lease.objects.filter(engine=engine, until__lte=now)
    taken = free.update(holder=holder, until=now + HELD_FOR) == 1
    try:
        yield taken
    finally:
        Lease.objects.filter(engine=engine, holder=holder).update(until=now)
