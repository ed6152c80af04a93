"""Leases: one process at a time sends to an engine, so that no late copy overtakes a newer one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import sleep

from django.db import models
from django.utils import timezone

HELD_FOR = timedelta(minutes=3)
"""After this a lease is free again; its holder was killed. One batch takes seconds."""
ASK_AGAIN_AFTER = 0.05
"""Seconds to wait for whoever holds a lease."""


class Lease(models.Model):
    """Who may send to an engine, and until when at the latest."""

    engine = models.CharField(max_length=20, primary_key=True)
    holder = models.UUIDField(null=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        """The engine and the end of the lease."""
        return f"{self.engine} until {self.until}"


@dataclass(frozen=True)
class Turn:
    """A lease that was taken: `holder` sends to `engine` and nobody else does."""

    engine: str
    holder: uuid.UUID

    def renewed(self) -> bool:
        """Whether the lease is still ours; it then begins anew."""
        own = Lease.objects.filter(engine=self.engine, holder=self.holder)
        return own.update(until=timezone.now() + HELD_FOR) == 1


@contextmanager
def lease(engine: str) -> Iterator[Turn | None]:
    """The right to send to `engine` inside the block, None if another process has it."""
    turn = Turn(engine, uuid.uuid4())
    now = timezone.now()
    Lease.objects.get_or_create(engine=engine, defaults={"until": now})
    free = Lease.objects.filter(engine=engine, until__lte=now)
    taken = free.update(holder=turn.holder, until=now + HELD_FOR) == 1
    try:
        yield turn if taken else None
    finally:
        own = Lease.objects.filter(engine=engine, holder=turn.holder)
        own.update(holder=None, until=timezone.now())


@contextmanager
def awaited_lease(engine: str) -> Iterator[Turn]:
    """Like `lease`, but waits for its turn."""
    while True:
        with lease(engine) as turn:
            if turn:
                yield turn
                return
        sleep(ASK_AGAIN_AFTER)
