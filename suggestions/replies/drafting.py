"""Drafting: a reply is begun, saved as one types, handed in, taken back or given up."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.user import User
from suggestions.clocks.committing import is_too_far
from suggestions.rating.rating import Reopening
from suggestions.replies.hands import somebody_else
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import (
    UNSENT,
    Publicity,
    Reply,
    ReplyKind,
    ReplyState,
)
from suggestions.rights import Action
from suggestions.states import MOVES, Classification, State
from suggestions.suggestion import Suggestion

INTERIM_STATES = frozenset({State.RECEIVED, State.ACCEPTED, State.REVIEWING})
"""While somebody owes the author an answer, there may be something to say before it."""


@dataclass(frozen=True)
class DraftWords:
    """What is typed in the form of a reply."""

    text: str = ""
    kind: str = ReplyKind.FINAL
    committed_on: date | None = None
    publicity: str = Publicity.PUBLIC
    publicity_reason: str = ""
    also_for: Collection[Suggestion] = field(default_factory=tuple)


def telling_refusal(suggestion: Suggestion, kind: str) -> Refusal | None:
    """Why no reply of this kind may be sent from the state the row says; None if one may."""
    state = State(suggestion.state)
    if state == State.WITHDRAWN:
        return Refusal.WITHDRAWN
    open_to_it = state in INTERIM_STATES if kind == ReplyKind.INTERIM else _leads_to_answer(state)
    return None if open_to_it else Refusal.GONE


def check_may_be_told(suggestion: Suggestion, kind: str) -> None:
    """Raises ReplyRefused if no reply of this kind may be sent any more."""
    if refusal := telling_refusal(suggestion, kind):
        raise ReplyRefused(refusal)


def _leads_to_answer(state: State) -> bool:
    return State.ANSWERED in MOVES[state]


@transaction.atomic
def begin(suggestion: Suggestion, *, by: User, at: datetime, kind: str = ReplyKind.FINAL) -> Reply:
    """The unsent reply of the unit in charge; a fresh draft if there is none.

    Two who begin at once get the same one. Raises ReplyRefused where nothing may be sent, or
    where `by` gave the answer that was rated low and somebody else is there to answer.
    """
    row = Suggestion.objects.locked().prefetch_related("unit").get(pk=suggestion.pk)
    found = Reply.objects.filter(suggestion=row, unit=row.unit, state__in=UNSENT).first()
    if found:
        return found
    check_may_be_told(row, kind)
    check_second_person(row, by=by, on=localdate(at))
    publicity, reason = first_publicity(row)
    return Reply.objects.create(
        suggestion=row,
        unit=row.unit,
        kind=kind,
        publicity=publicity,
        publicity_reason=reason,
        drafted_by=by,
        drafted_at=at,
        saved_at=at,
    )


def first_publicity(suggestion: Suggestion) -> tuple[Publicity, str]:
    """Who may read a reply if nobody decides otherwise, and why not; reports stay sealed."""
    if suggestion.classification == Classification.REPORT:
        return Publicity.CLOSED, str(Classification.REPORT.label)
    if suggestion.classification == Classification.SUGGESTION:
        return Publicity.PUBLIC, ""
    return Publicity.ON_REQUEST, ""


def check_second_person(suggestion: Suggestion, *, by: User, on: date) -> None:
    """Raises ReplyRefused if the answer that was rated low would be followed by one like it.

    While the matter is offered to the unit above, that one answers; and whoever gave the
    earlier answer does not give the next, unless they are the only one.
    """
    opened = Reopening.objects.filter(suggestion=suggestion).first()
    if opened is None:
        return
    if suggestion.duties.leads().waiting().filter(unit=opened.to_unit_id).exists():
        raise ReplyRefused(Refusal.ABOVE)
    earlier, besides = opened.earlier_hand_id == by.pk, [by.pk]
    if earlier and somebody_else(Action.REPLY, suggestion, besides=besides, on=on, above=True):
        raise ReplyRefused(Refusal.SAME_AGAIN)


@transaction.atomic
def save(reply: Reply, words: DraftWords, *, revision: int, by: User, at: datetime) -> Reply:
    """Keep what was typed; returns the draft with its new revision.

    Whoever saved last is who wrote it. Raises ReplyRefused(STALE) if somebody saved since
    `revision`, ReplyRefused(STATE) if its words may no longer change.
    """
    row = locked_draft(reply)
    if not row.is_writable:
        raise ReplyRefused(Refusal.STATE)
    if row.revision != revision:
        raise ReplyRefused(Refusal.STALE)
    check_second_person(row.suggestion, by=by, on=localdate(at))
    for name in ("text", "kind", "committed_on", "publicity", "publicity_reason"):
        setattr(row, name, getattr(words, name))
    row.committed_on = row.committed_on if row.kind == ReplyKind.INTERIM else None
    row.publicity_reason = "" if row.publicity == Publicity.PUBLIC else row.publicity_reason
    row.drafted_by, row.saved_at, row.revision = by, at, revision + 1
    row.save()
    row.also_for.set(one for one in words.also_for if one.pk != row.suggestion_id)
    return row


@transaction.atomic
def submit(reply: Reply, *, by: User, at: datetime) -> Reply:
    """Hand the draft in for approval. Raises ReplyRefused if something is missing."""
    row = locked_draft(reply)
    if not row.is_writable:
        raise ReplyRefused(Refusal.STATE)
    check_may_be_told(row.suggestion, row.kind)
    check_complete(row, on=localdate(at))
    check_second_person(row.suggestion, by=by, on=localdate(at))
    row.state, row.drafted_by, row.submitted_at = ReplyState.SUBMITTED, by, at
    row.save(update_fields=["state", "drafted_by", "submitted_at"])
    return row


def check_complete(reply: Reply, *, on: date) -> None:
    """Raises ReplyRefused if words or reasons are missing, or if nobody can promise the day."""
    if not reply.text.strip():
        raise ReplyRefused(Refusal.EMPTY)
    if reply.publicity == Publicity.CLOSED and not reply.publicity_reason.strip():
        raise ReplyRefused(Refusal.REASON)
    if reply.committed_on and reply.committed_on < on:
        raise ReplyRefused(Refusal.PAST_DAY)
    if reply.committed_on and is_too_far(reply.committed_on, on=on):
        raise ReplyRefused(Refusal.FAR_DAY)


@transaction.atomic
def take_back(reply: Reply) -> Reply:
    """Open a handed-in reply again for changes. Raises ReplyRefused once it was approved."""
    row = locked(reply)
    if row.state != ReplyState.SUBMITTED:
        raise ReplyRefused(Refusal.STATE)
    row.state = ReplyState.DRAFT
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def give_up(reply: Reply) -> Reply:
    """Put an unsent reply aside; its words stay to be read. Raises ReplyRefused once sent."""
    row = locked(reply)
    if row.state not in UNSENT:
        raise ReplyRefused(Refusal.STATE)
    row.state = ReplyState.DISCARDED
    row.save(update_fields=["state"])
    return row


def locked_draft(reply: Reply) -> Reply:
    """Like `locked`. Raises ReplyRefused(PASSED_ON) if another unit is in charge by now."""
    row = locked(reply)
    if row.unit_id != row.suggestion.unit_id:
        raise ReplyRefused(Refusal.PASSED_ON)
    return row


def locked(reply: Reply) -> Reply:
    """The row of `reply`, with its suggestion, both held until the transaction ends.

    The suggestion first, as everyone does who moves it: nobody waits for the other in the end.
    """
    suggestion = Suggestion.objects.locked().prefetch_related("unit").get(pk=reply.suggestion_id)
    row = Reply.objects.select_for_update().prefetch_related("unit").get(pk=reply.pk)
    row.suggestion = suggestion
    return row
