"""Sending: an approved reply reaches the author, once. Replied is not closed (答复 is not 办结)."""

from datetime import date, datetime

from django.db import transaction

from portal.accounts.user import User
from suggestions.clocks.committing import DayTooFar, commit_to_day
from suggestions.clocks.running import meet_clock
from suggestions.clocks.step import Step
from suggestions.history import Entry, Event, MoveNotAllowed, move, record
from suggestions.notices import queue_notice
from suggestions.replies.batching import send_to_many
from suggestions.replies.drafting import check_may_be_told, locked_draft
from suggestions.replies.keeping import put_aside_others
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import Publicity, Reply, ReplyKind, ReplyState
from suggestions.states import State
from suggestions.suggestion import Suggestion, SuggestionQuerySet


@transaction.atomic
def send(reply: Reply, *, by: User, at: datetime) -> Entry:
    """Send an approved and reviewed reply; a final one answers the suggestion.

    Of two who send at once the second is refused. Goes to the suggestions it was also written
    for as well. Raises ReplyRefused(WITHDRAWN) or (GONE) if the suggestion was withdrawn,
    decided or answered meanwhile, (PASSED_ON) if another unit is in charge by now, and
    (NOT_REVIEWED) without the review before release.
    """
    row = locked_draft(reply)
    if row.state != ReplyState.APPROVED:
        raise ReplyRefused(Refusal.STATE)
    if row.reviewed_at is None:
        raise ReplyRefused(Refusal.NOT_REVIEWED)
    entry = tell(row.suggestion, row, by=by, at=at)
    row.state, row.sent_by, row.sent_at, row.entry = ReplyState.SENT, by, at, entry
    row.save()
    put_aside_others(row)
    also = Suggestion.objects.filter(pk__in=row.also_for.values("pk"))
    if also.exists():
        _send_also(row, also, by=by, at=at)
    reply.state, reply.sent_at, reply.entry = row.state, row.sent_at, row.entry
    return entry


def tell(suggestion: Suggestion, reply: Reply, *, by: User, at: datetime) -> Entry:
    """Write the reply into the history of a locked suggestion; the author's notice is queued.

    An interim reply keeps its promise to the clocks; one with a committed day also answers a
    call to the hotline in time (济南 Art. 24). Raises ReplyRefused(WITHDRAWN), (GONE) or
    (FAR_DAY).
    """
    check_may_be_told(suggestion, reply.kind)
    if reply.kind == ReplyKind.FINAL:
        try:
            return move(suggestion, State.ANSWERED, by=by, note=reply.text)
        except MoveNotAllowed as error:
            raise ReplyRefused(Refusal.GONE) from error
    entry = record(suggestion, Event.REPLIED, by=by, note=reply.text)
    queue_notice(entry)
    meet_clock(suggestion, Step.INTERIM, at=at)
    if reply.committed_on:
        _promise(suggestion, reply.committed_on, at=at)
    return entry


def _promise(suggestion: Suggestion, day: date, *, at: datetime) -> None:
    try:
        commit_to_day(suggestion, day, at=at)
    except DayTooFar as error:
        raise ReplyRefused(Refusal.FAR_DAY) from error


def _send_also(row: Reply, also: SuggestionQuerySet, *, by: User, at: datetime) -> None:
    send_to_many(
        also,
        row.text,
        kind=ReplyKind(row.kind),
        committed_on=row.committed_on,
        publicity=Publicity(row.publicity),
        publicity_reason=row.publicity_reason,
        reviewed_by=row.reviewed_by,
        pattern=row,
        unit=row.unit,
        by=by,
        at=at,
    )
