"""Sending: what an author may hear now goes in one message, by one way, once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings

from portal.accounts.encryption import CannotOpen
from portal.messaging.claimed import MessageState, close, deliver, postpone, put_off
from portal.messaging.mail import Mail, send_mail
from portal.messaging.sms.gateway import send_sms
from suggestions.messages import message_of
from suggestions.outgoing.notice import Notice, NoticeQuerySet, Via
from suggestions.outgoing.reach import Reach, reach_of
from suggestions.outgoing.silence import must_be_told, wishes_silence
from suggestions.outgoing.stopping import stop_link
from suggestions.outgoing.texts import sms_about
from suggestions.suggestion import Suggestion

RELATED = ("entry__suggestion__contact", "entry__suggestion__author", "entry__suggestion__campaign")
MOST_TOGETHER = 50
"""News in one message; what is beyond goes with the next."""


def send_to_author(one: NoticeQuerySet, *, at: datetime) -> MessageState | None:
    """Tell the author what the one notice in `one` and whatever else waits for this author say.

    Answers WAITING if some of it could not be sent, None if there was nothing to do now: another
    task is at it, or the author heard less than the window ago and it waits for the window's end.
    The receipt, with which an author keeps the number, never waits.
    """
    notice = one.free(at).select_related(*RELATED).first()
    if notice is None:
        return None
    same = Notice.objects.of_author(notice.entry.suggestion)
    window = timedelta(minutes=settings.MESSAGE_WINDOW_MINUTES)
    heard = same.heard_since(at - window, at=at)
    if heard and notice.entry.event != "submitted":
        postpone([notice], until=heard + window)
        return None
    tellable = same.tellable(at).order_by("pk").values("pk")[:MOST_TOGETHER]
    together = {row["pk"] for row in tellable} | {notice.pk}
    held = same.tellable(at).select_related(*RELATED).filter(pk__in=together).hold(at)
    ends = [*_send_all(held, at=at)]
    return MessageState.WAITING if MessageState.WAITING in ends else next(iter(ends), None)


def _send_all(rows: list[Notice], *, at: datetime) -> Iterator[MessageState]:
    """Each way and address that the rows lead to gets one message, but for codes by SMS.

    Contact details that do not open are tried again like a server that is down: their key may
    be put back.
    """
    groups: dict[tuple[Reach, int], list[Notice]] = defaultdict(list)
    for suggestion, news in _by_suggestion(rows, at=at).items():
        try:
            reach = reach_of(suggestion)
        except CannotOpen as error:
            put_off(news, type(error).__name__, at=at)
            continue
        if reach is None:
            close(news, MessageState.NO_ADDRESS, at=at)
            continue
        for row in news:
            groups[reach, _apart(row, reach)].append(row)
    for (reach, _key), group in groups.items():
        group.sort(key=lambda row: row.pk)  # as it happened, whatever it is about
        _note_way(group, reach.via)
        yield deliver(group, partial(_send, reach, group), at=at)


def _by_suggestion(rows: list[Notice], *, at: datetime) -> dict[Suggestion, list[Notice]]:
    """The rows by what they are about, without those that the author wishes not to hear."""
    wanted: dict[Suggestion, list[Notice]] = defaultdict(list)
    for row in rows:
        if not must_be_told(row.entry) and wishes_silence(row.entry.suggestion):
            close([row], MessageState.OPTED_OUT, at=at)
        else:
            wanted[row.entry.suggestion].append(row)
    return wanted


def _apart(row: Notice, reach: Reach) -> int:
    """What a row is grouped by beside its address: a text message has room for one code only."""
    alone = reach.via == Via.SMS and row.entry.event == "rate_asked"
    return row.pk if alone else 0


def _note_way(rows: list[Notice], via: Via) -> None:
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(via=via)


def _send(reach: Reach, rows: list[Notice]) -> MessageState:
    entries = [row.entry for row in rows]
    reference = f"notice-{'-'.join(str(row.pk) for row in rows[:3])}-{len(rows)}"
    if reach.via == Via.SMS:
        send_sms(sms_about(entries, number=reach.to, reference=reference))
        return MessageState.SENT
    message = message_of(entries)
    headers = {"List-Unsubscribe": f"<{stop_link(entries[0].suggestion)}>"}
    send_mail(Mail(reach.to, message.subject, message.text, reference, headers))
    return MessageState.SENT
