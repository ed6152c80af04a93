"""Notices: what the author of a suggestion is told when something happens to it.

A notice is a row written with the history entry it is about; a task sends it. If the task,
the mail server or the machine dies in between, the next sweep finds the row still waiting.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Self

import structlog
from celery import shared_task
from django.core.mail import send_mail
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suggestions.messages import address_of, message_about

if TYPE_CHECKING:
    from suggestions.history import Entry

CLAIM_FOR = timedelta(minutes=5)
"""How long a task may take before another may send in its place."""
TRY_FOR = timedelta(days=3)
"""A mail server may be down that long; after that the notice is given up."""
SWEEP = 500  # notices per run

logger = structlog.get_logger(__name__)


class NoticeState(models.TextChoices):
    """What became of a notice."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    NO_ADDRESS = "no_address", _("No e-mail address")
    GIVEN_UP = "given_up", _("Given up")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about many notices."""

    def free(self, at: datetime) -> Self:
        """Notices that wait, whose time has come, and that no task is sending at the moment."""
        unclaimed = models.Q(claimed_at__isnull=True) | models.Q(claimed_at__lt=at - CLAIM_FOR)
        return self.filter(unclaimed, state=NoticeState.WAITING, created_at__lte=at)


class Notice(models.Model):
    """That the author is to be told of one history entry, once."""

    entry = models.OneToOneField(
        "suggestions.Entry", on_delete=models.CASCADE, related_name="notice"
    )
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.WAITING)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="waiting"),
                name="notice_waiting",
            )
        ]

    def __str__(self) -> str:
        """The entry's key and what became of the notice; never an address."""
        return f"{self.entry_id} {self.state}"


def queue_notice(entry: "Entry", *, after: timedelta = timedelta(0)) -> None:
    """Keep a notice about `entry` if its author may be reachable, and wake the task on commit.

    One that is to wait, so that a step can be taken back before anybody hears of it, is left
    to the sweep. A queue that is out of reach is logged, no more: the sweep sends it as well.
    """
    if not _may_be_reachable(entry):
        return
    Notice.objects.create(entry=entry, created_at=entry.at + after)
    if after:
        return
    transaction.on_commit(lambda: notify_author.delay(entry.pk), robust=True)


def drop_notice(entry: "Entry") -> bool:
    """Forget the notice about `entry` unless it is sent already; whether nobody was told."""
    Notice.objects.filter(entry=entry, state=NoticeState.WAITING, claimed_at__isnull=True).delete()
    return not Notice.objects.filter(entry=entry).exists()


def queue_notices(entries: Iterable["Entry"]) -> None:
    """The same for many entries at once: one task sends them all, a sweep at a time."""
    reachable = [entry for entry in entries if _may_be_reachable(entry)]
    Notice.objects.bulk_create(Notice(entry=entry, created_at=entry.at) for entry in reachable)
    if reachable:
        transaction.on_commit(send_waiting_notices.delay)


def _may_be_reachable(entry: "Entry") -> bool:
    suggestion = entry.suggestion
    return suggestion.contact_id is not None or suggestion.author_id is not None


@shared_task
def notify_author(entry: int) -> None:
    """Send the notice about the history entry with this key, unless that was done already.

    May run twice or late: only one run gets hold of the notice. If the mail server cannot be
    reached the notice keeps waiting for `send_waiting_notices`.
    """
    now = timezone.now()
    mine = Notice.objects.free(now).filter(entry=entry).update(claimed_at=now)
    if mine:
        _send(Notice.objects.select_related("entry__suggestion").get(entry=entry))


@shared_task
def send_waiting_notices() -> None:
    """Send what an earlier run could not; give up what has waited longer than TRY_FOR."""
    now = timezone.now()
    waiting = Notice.objects.free(now)
    waiting.filter(created_at__lt=now - TRY_FOR).update(state=NoticeState.GIVEN_UP)
    for entry in waiting.order_by("created_at").values_list("entry", flat=True)[:SWEEP]:
        notify_author(entry)


def _send(notice: Notice) -> None:
    address = address_of(notice.entry.suggestion)
    if not address:
        _close(notice, NoticeState.NO_ADDRESS)
        return
    message = message_about(notice.entry)
    try:
        send_mail(message.subject, message.text, None, [address])
    except (OSError, SMTPException) as error:
        # The claim stays for a while: a server that is down is not asked again at once.
        logger.warning("notice.not_sent", entry=notice.entry_id, error=type(error).__name__)
        return
    _close(notice, NoticeState.SENT)


def _close(notice: Notice, state: NoticeState) -> None:
    notice.state, notice.sent_at = state, timezone.now()
    notice.save(update_fields=["state", "sent_at"])
