"""The one door for asking: who is asked, how first, until when, and how an asking ends."""

from datetime import datetime, timedelta

from django.db import transaction

from portal.accounts.contact import ContactDetails, Purpose, read_contact
from portal.accounts.user import User
from suggestions.clocks.clock import Clock
from suggestions.clocks.running import cancel, meet, start_clock
from suggestions.clocks.step import Step
from suggestions.history import Event, record
from suggestions.notices import queue_notice
from suggestions.outgoing.reach import may_be_texted
from suggestions.rating.asking import Asking, AskingEnd, Way
from suggestions.rating.rating import Rating
from suggestions.replies.reply import Reply
from suggestions.suggestion import Suggestion

RATE_WITHIN = timedelta(days=15)
"""Where no rule of the clocks says how long an author has."""
CALL_AFTER = timedelta(days=5)
"""Who has not answered the link by then is called."""


@transaction.atomic
def ask(suggestion: Suggestion, reply: Reply, *, by: User | None, at: datetime) -> Asking:
    """Ask the author to rate `reply` (济南 Art. 27, 北京 Art. 23); the suggestion is locked.

    By link who has e-mail or an account, or whose mobile a short code can be sent to; by a call at
    once who has a telephone only. Of a joint suggestion the contact is asked. An earlier asking
    that is still open ends.
    """
    details = read_contact(suggestion.contact, by=None, purpose=Purpose.NOTIFY)
    online = bool(details.email or suggestion.author_id or not details.phone)
    online = online or may_be_texted(details)
    for earlier in Asking.objects.open().filter(suggestion=suggestion):
        end(earlier, AskingEnd.CANCELLED, at=at)
    clock = start_clock(suggestion, Step.RATE, at=at)
    asking = Asking.objects.create(
        suggestion=suggestion,
        reply=reply,
        unit=reply.unit,
        turn=1 + Rating.objects.filter(suggestion=suggestion).count(),
        via=Way.LINK if online else Way.CALL,
        asked_at=at,
        due_at=clock.due_at if clock else at + RATE_WITHIN,
        call_from=_call_from(details, online=online, at=at),
    )
    asking.entry = record(suggestion, Event.RATE_ASKED, by=by)
    asking.save(update_fields=["entry"])
    if online:
        queue_notice(asking.entry)
    return asking


def end(asking: Asking, how: AskingEnd, *, at: datetime) -> None:
    """Close an open asking, and its clock with it."""
    asking.closed_at, asking.end = at, how
    asking.claimed_by = asking.claimed_until = None
    asking.save(update_fields=["closed_at", "end", "claimed_by", "claimed_until"])
    clocks = Clock.objects.filter(suggestion=asking.suggestion_id, step=Step.RATE)
    if how == AskingEnd.RATED:
        meet(clocks, at=at)
    else:
        cancel(clocks, at=at)


def _call_from(details: ContactDetails, *, online: bool, at: datetime) -> datetime | None:
    if not details.phone:
        return None
    return at + CALL_AFTER if online else at
