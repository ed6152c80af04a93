"""Keeping: what was answered at once at the screening desk is a sent reply like any other."""

from suggestions.history import Entry
from suggestions.replies.reply import UNSENT, Publicity, Reply, ReplyKind, ReplyState
from suggestions.states import State


def keep_answer(entry: Entry) -> Reply | None:
    """Keep the note of a move to ANSWERED as a sent reply; None if nobody of the staff gave it.

    Nobody has reviewed it for release: it is the author's alone until somebody has.
    """
    if entry.by is None:
        return None
    row = Reply.objects.create(
        suggestion=entry.suggestion,
        unit=entry.suggestion.unit,
        kind=ReplyKind.FINAL,
        state=ReplyState.SENT,
        text=entry.note,
        publicity=Publicity.ON_REQUEST,
        drafted_by=entry.by,
        drafted_at=entry.at,
        saved_at=entry.at,
        sent_by=entry.by,
        sent_at=entry.at,
        entry=entry,
    )
    put_aside_others(row)
    return row


def take_answer_back(entry: Entry) -> int:
    """The answer of this move was taken back before its author was told; how many replies."""
    sent = Reply.objects.filter(entry=entry, state=ReplyState.SENT)
    return sent.update(state=ReplyState.DISCARDED)


def was_approved(entry: Entry) -> bool:
    """Whether this move is a reply that others approved and reviewed, not one given at once."""
    if entry.after != State.ANSWERED:
        return False
    return Reply.objects.filter(entry=entry, reviewed_at__isnull=False).exists()


def put_aside_others(row: Reply) -> None:
    """What is answered needs no other draft; a draft for after an interim reply may go on."""
    if row.kind == ReplyKind.FINAL:
        others = Reply.objects.filter(suggestion=row.suggestion_id, state__in=UNSENT)
        others.exclude(pk=row.pk).update(state=ReplyState.DISCARDED)
