"""Notices: the author of a suggestion is told what happens to it.

A notice is a row written with the history entry it is about; a task sends it. If the task,
the mail server or the machine dies in between, the next sweep finds the row still waiting.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from portal.messaging.claimed import MessageState, send_each
from suggestions.outgoing.notice import Notice
from suggestions.outgoing.sending import send_to_author

if TYPE_CHECKING:
    from suggestions.history import Entry


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
    waiting = Notice.objects.filter(entry=entry, state=MessageState.WAITING)
    waiting.filter(claimed_at__isnull=True).delete()
    return not Notice.objects.filter(entry=entry).exists()


def queue_notices(entries: Iterable["Entry"]) -> None:
    """The same for many entries at once: one task sends them all, a sweep at a time."""
    reachable = [entry for entry in entries if _may_be_reachable(entry)]
    Notice.objects.bulk_create(Notice(entry=entry, created_at=entry.at) for entry in reachable)
    if reachable:
        transaction.on_commit(lambda: send_waiting_notices.delay(), robust=True)


def _may_be_reachable(entry: "Entry") -> bool:
    suggestion = entry.suggestion
    return suggestion.contact_id is not None or suggestion.author_id is not None


@shared_task
def notify_author(entry: int) -> None:
    """Send the notice about the history entry with this key, unless that was done already.

    May run twice or late: only one run gets hold of the notice. If the mail server cannot be
    reached, or the author heard a moment ago, it keeps waiting for `send_waiting_notices`.
    """
    send_to_author(Notice.objects.filter(entry=entry), at=timezone.now())


@shared_task
def send_waiting_notices() -> None:
    """Send what an earlier run could not or put off; give up what has waited too long."""
    now = timezone.now()
    Notice.objects.give_up_late(now)
    send_each(Notice.objects.turns(now), _send_one)


def _send_one(key: int) -> MessageState | None:
    return send_to_author(Notice.objects.filter(pk=key), at=timezone.now())
