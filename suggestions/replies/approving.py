"""Approving: a second person reads a reply, sends it back, or lets it go out.

With the approval goes the review before release (政府信息公开条例 Art. 17): somebody looked for
secrets and personal data, and what the portal found by itself is kept beside it.
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.user import User
from suggestions.handling.masking import mask
from suggestions.history import Event, record
from suggestions.replies.drafting import check_complete, locked, locked_draft
from suggestions.replies.hands import somebody_else
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import Publicity, Reply, ReplyState
from suggestions.rights import Action


def found_words(text: str) -> list[str]:
    """The pieces of personal data that the portal finds in `text`, in their order."""
    return [text[found.start : found.end] for found in mask(text).found]


def is_alone(reply: Reply, person: User, *, at: datetime) -> bool:
    """Whether `person` wrote this reply and nobody else of the unit can approve it."""
    if reply.drafted_by_id != person.pk:
        return False
    return not somebody_else(
        Action.APPROVE_REPLY, reply.suggestion, besides=[person.pk], on=localdate(at)
    )


@transaction.atomic
def approve(reply: Reply, *, reviewed: bool, note: str = "", by: User, at: datetime) -> Reply:
    """Let the reply go out; `reviewed` says that `by` looked for personal data and secrets.

    Raises ReplyRefused(OWN_HAND) if `by` wrote it and is not the unit's only person, and
    ReplyRefused(NOT_REVIEWED) without the review.
    """
    row = locked_draft(reply)
    if row.state != ReplyState.SUBMITTED:
        raise ReplyRefused(Refusal.STATE)
    row.approved_alone = is_alone(row, by, at=at)
    if row.drafted_by_id == by.pk and not row.approved_alone:
        raise ReplyRefused(Refusal.OWN_HAND)
    if not reviewed:
        raise ReplyRefused(Refusal.NOT_REVIEWED)
    check_complete(row, on=localdate(at))
    row.state, row.approved_by, row.approved_at = ReplyState.APPROVED, by, at
    _note_review(row, note=note, by=by, at=at)
    row.save()
    return row


@transaction.atomic
def send_back(reply: Reply, *, note: str, by: User) -> Reply:
    """Give the reply back to who wrote it. Raises ReplyRefused without a note."""
    if not note.strip():
        raise ReplyRefused(Refusal.NOTE)
    row = locked(reply)
    if row.state not in (ReplyState.SUBMITTED, ReplyState.APPROVED):
        raise ReplyRefused(Refusal.STATE)
    row.state, row.returned_by, row.return_note = ReplyState.RETURNED, by, note
    row.approved_by = row.approved_at = row.reviewed_by = row.reviewed_at = None
    row.approved_alone = False
    row.save()
    return row


@transaction.atomic
def review_release(
    reply: Reply, publicity: Publicity, *, reason: str, note: str, by: User, at: datetime
) -> Reply:
    """Decide anew who may read a sent reply, after looking for personal data and secrets.

    Raises ReplyRefused if it is not sent, or is to be closed without a reason.
    """
    row = locked(reply)
    if row.state != ReplyState.SENT:
        raise ReplyRefused(Refusal.STATE)
    before, row.publicity = row.publicity, publicity
    row.publicity_reason = "" if publicity == Publicity.PUBLIC else reason
    check_complete(row, on=localdate(row.sent_at or at))
    _note_review(row, note=note, by=by, at=at)
    row.save()
    record(
        row.suggestion,
        Event.RELEASE,
        by=by,
        before=before,
        after=publicity,
        internal_note=" ".join(part for part in (row.publicity_reason, note) if part),
    )
    return row


def _note_review(row: Reply, *, note: str, by: User, at: datetime) -> None:
    row.reviewed_by, row.reviewed_at, row.review_note = by, at, note
    row.review_found = len(found_words(row.text))
