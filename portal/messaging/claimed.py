"""Claimed mailing: messages are rows that are claimed, sent once, and tried again for days.

A row is written in the transaction that gives the reason for it, so nothing is lost if the queue,
the mail server or the machine dies. Whoever sends claims the row first; a claim that nobody
finished lapses. A server that is down is asked again after a growing while.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Self, TypeVar

import structlog
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from portal.messaging.failures import PermanentFailure, TemporaryFailure

CLAIM_FOR = timedelta(minutes=5)
"""How long a task may take before another may send in its place."""
TRY_FOR = timedelta(days=3)
"""A server may be down that long; after that the message is given up."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=1)
SWEEP = 500
"""Messages that one sweep tries."""
MOST_FAILURES = 5
"""After so many failures in a row a sweep ends: each may have waited ten seconds for nothing."""

logger = structlog.get_logger(__name__)


class MessageState(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", pgettext_lazy("of a message", "Waiting")
    SENT = "sent", pgettext_lazy("of a message", "Sent")
    NO_ADDRESS = "no_address", pgettext_lazy("of a message", "No address")
    OPTED_OUT = "opted_out", pgettext_lazy("of a message", "Not wished")
    NOT_NEEDED = "not_needed", pgettext_lazy("of a message", "No longer needed")
    REFUSED = "refused", pgettext_lazy("of a message", "Refused by the receiving side")
    GIVEN_UP = "given_up", pgettext_lazy("of a message", "Given up")


Row = TypeVar("Row", bound="Claimed")


class ClaimedQuerySet(models.QuerySet[Row]):
    """Questions about many messages, and the claim."""

    def tellable(self, at: datetime) -> Self:
        """Messages that wait, that may be told at `at`, and that no task is sending just now."""
        unclaimed = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_FOR)
        return self.filter(unclaimed, state=MessageState.WAITING, created_at__lte=at)

    def free(self, at: datetime) -> Self:
        """Those of them whose turn it is: not put off until after `at`."""
        return self.tellable(at).filter(Q(due_at__isnull=True) | Q(due_at__lte=at))

    def turns(self, at: datetime) -> list[int]:
        """The keys of up to SWEEP of these whose turn it is, the least tried and oldest first.

        So a row at which a sweep broke off does not come before all others for ever.
        """
        rows = self.free(at).order_by("tries", "created_at", "pk")
        return list(rows.values_list("pk", flat=True)[:SWEEP])

    def hold(self, at: datetime) -> list[Row]:
        """Claim these rows and answer them; none of them that another task got hold of first."""
        with transaction.atomic():
            rows = list(self.select_for_update(of=("self",), no_key=True).order_by("pk"))
            claimed = self.model._default_manager.filter(pk__in=[row.pk for row in rows])  # noqa: SLF001
            claimed.update(claimed_at=at, tries=F("tries") + 1)
        for row in rows:
            row.claimed_at, row.tries = at, row.tries + 1
        return rows

    def give_up_late(self, at: datetime) -> int:
        """Give up what is free, was tried and has waited longer than TRY_FOR; answers how many.

        What nobody tried yet, since the portal itself was off, still has its turn.
        """
        late = self.free(at).filter(created_at__lt=at - TRY_FOR, tries__gt=0)
        count = late.update(state=MessageState.GIVEN_UP)
        if count:
            logger.error("message.given_up", kind=self.model.__name__, count=count)
        return count


class Claimed(models.Model):
    """One message to one person that is to be sent once."""

    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def wait_after(tries: int) -> timedelta:
    """How long to wait after this many failed tries: 5, 10, 20, 40 minutes, then an hour."""
    return min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)


def deliver(
    rows: Sequence[Claimed], send: Callable[[], MessageState], *, at: datetime
) -> MessageState:
    """Call `send` for `rows`, which the caller holds, and write down what became of them.

    `send` answers the state they end in, or raises TemporaryFailure (they are tried again) or
    PermanentFailure. The log names kinds, keys and the class of the failure only.
    """
    kind, keys = type(rows[0]).__name__, [row.pk for row in rows]
    try:
        state = send()
    except TemporaryFailure as failure:
        put_off(rows, str(failure), at=at)
        return MessageState.WAITING
    except PermanentFailure as failure:
        logger.error("message.refused", kind=kind, keys=keys, error=str(failure))
        state = MessageState.REFUSED
    close(rows, state, at=at)
    logger.info("message.closed", kind=kind, keys=keys, state=state.value)
    return state


def put_off(rows: Sequence[Claimed], why: str, *, at: datetime) -> None:
    """Try these rows, which the caller holds, again after a while that grows with their tries."""
    keys = [row.pk for row in rows]
    logger.warning("message.not_sent", kind=type(rows[0]).__name__, keys=keys, error=why)
    postpone(rows, until=at + wait_after(max(row.tries for row in rows)))


def send_each(keys: Iterable[int], send: Callable[[int], MessageState | None]) -> None:
    """Call `send` for each of `keys` in turn, until MOST_FAILURES in a row are left waiting.

    `send` answers what became of the message, or None if there was nothing to do; it claims at
    the moment it is called, since a claim as of the sweep's beginning could have lapsed.
    """
    failures = 0
    for key in keys:
        failures = failures + 1 if send(key) == MessageState.WAITING else 0
        if failures == MOST_FAILURES:
            logger.error("message.sweep_broken_off", failures=failures)
            return


def send_one(
    rows: ClaimedQuerySet[Row], key: int, send: Callable[[Row], MessageState]
) -> MessageState | None:
    """Claim the one of `rows` with this key and deliver it; None if another task is at it."""
    now = timezone.now()
    held = rows.free(now).filter(pk=key).hold(now)
    return deliver(held, lambda: send(held[0]), at=now) if held else None


def postpone(rows: Sequence[Claimed], *, until: datetime) -> None:
    """Try these rows again, but not before `until`. The claim lapses by itself."""
    _same(rows).update(due_at=until)


def close(rows: Sequence[Claimed], state: MessageState, *, at: datetime) -> None:
    """Write down that these rows are done with, and how."""
    _same(rows).update(state=state, sent_at=at)


def _same(rows: Sequence[Claimed]) -> models.QuerySet[Claimed]:
    manager = type(rows[0])._default_manager  # noqa: SLF001  # Django documents the name
    return manager.filter(pk__in=[row.pk for row in rows], state=MessageState.WAITING)
