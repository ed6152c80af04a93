"""Sending: what an author may hear now goes in one message, by one way, once."""

from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings

from portal.messaging.claimed import MessageState, close, deliver, postpone
from portal.messaging.mail import Mail, send_mail
from portal.messaging.sms.gateway import send_sms
from suggestions.messages import message_of
from suggestions.outgoing.notice import Notice, Via
from suggestions.outgoing.reach import Reach, reach_of
from suggestions.outgoing.silence import must_be_told, wishes_silence
from suggestions.outgoing.stopping import stop_link
from suggestions.outgoing.texts import sms_about

RELATED = ("entry__suggestion__contact", "entry__suggestion__author", "entry__suggestion__campaign")
MOST_TOGETHER = 50
"""News in one message; what is beyond goes with the next."""


def send_to_author(entry: int, *, at: datetime) -> None:
    """Tell the author what `entry` (its key) and whatever else waits for this author say.

    Nothing happens if another task is at it. News of an author who heard less than the window
    ago wait for its end; the receipt, with which an author keeps the number, never waits.
    """
    notice = Notice.objects.free(at).select_related(*RELATED).filter(entry=entry).first()
    if notice is None:
        return
    same = Notice.objects.of_author(notice.entry.suggestion)
    window = timedelta(minutes=settings.MESSAGE_WINDOW_MINUTES)
    heard = same.heard_since(at - window, at=at)
    if heard and notice.entry.event != "submitted":
        postpone([notice], until=heard + window)
        return
    tellable = same.tellable(at).order_by("pk").values("pk")[:MOST_TOGETHER]
    together = {row["pk"] for row in tellable} | {notice.pk}
    _send_all(same.tellable(at).select_related(*RELATED).filter(pk__in=together).hold(at), at=at)


def _send_all(rows: list[Notice], *, at: datetime) -> None:
    """Each way and address that the rows lead to gets one message, but for codes by SMS."""
    reaches: dict[int, Reach | None] = {}
    groups: dict[tuple[Reach, int], list[Notice]] = defaultdict(list)
    for row in rows:
        suggestion = row.entry.suggestion
        if not must_be_told(row.entry) and wishes_silence(suggestion):
            close([row], MessageState.OPTED_OUT, at=at)
            continue
        if suggestion.pk not in reaches:
            reaches[suggestion.pk] = reach_of(suggestion)
        reach = reaches[suggestion.pk]
        if reach is None:
            close([row], MessageState.NO_ADDRESS, at=at)
        else:
            groups[reach, _apart(row, reach)].append(row)
    for (reach, _key), group in groups.items():
        _note_way(group, reach.via)
        deliver(group, partial(_send, reach, group), at=at)


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
