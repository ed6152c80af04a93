"""Undoing: one's own last step of screening, back to what was before it, for a few minutes.

The history keeps both: the step and its taking back. The author was told of neither, for the
notice of a step waits as long as it can be undone.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.accounts.user import User
from suggestions.handling.channels.legal_channel import Referral
from suggestions.handling.publication import show_again
from suggestions.handling.screening import UNDO_FOR, classify
from suggestions.history import Entry, Event, MoveNotAllowed, move
from suggestions.notices import drop_notice
from suggestions.replies.keeping import take_answer_back, was_approved
from suggestions.states import NEVER_PUBLIC, Classification, State
from suggestions.suggestion import Suggestion

STEPS = frozenset(
    {State.ACCEPTED, State.RETURNED, State.REFERRED, State.DECLINED, State.ANSWERED, State.RECEIVED}
)
UNDOES = {state: STEPS - {state, State.ANSWERED} for state in STEPS - {State.RECEIVED}}
"""Where undoing leads; wider than the table of moves, but only ever back where one came from.
What was answered and is taken up again was no step of screening; going back to the pile is
itself a taking back."""
STEPS_OF_SCREENING = frozenset({Event.MOVED, Event.CLASSIFIED})
BUILT_ON = frozenset(
    {Event.ASSIGNED, Event.REPLIED, Event.COMMITTED, Event.EXTENDED, Event.CHECKED, Event.RATED}
)
"""After these a step is no longer the last: another unit has it, or the author was told."""


def undoable(suggestion: Suggestion, *, by: User, at: datetime) -> Entry | None:
    """The last step, if `by` took it less than UNDO_FOR ago and nothing was built on it."""
    entries = suggestion.history.filter(event__in=STEPS_OF_SCREENING | BUILT_ON)
    last = entries.order_by("-at", "-pk").first()
    if (
        last is None
        or last.event in BUILT_ON
        or last.by_id != by.pk
        or at - last.at >= UNDO_FOR
        or not last.before
    ):
        return None
    if last.internal_note == MARK:
        return None
    if last.event == Event.CLASSIFIED:
        is_now, known = suggestion.classification, last.after
        sealed = Classification.REPORT in (last.before, last.after)
        return last if is_now == known and not sealed else None
    fits = State(last.before) in UNDOES.get(State(last.after), frozenset())
    if not fits or suggestion.state != last.after or was_approved(last):
        return None
    return last


MARK = "undone"
"""What the entry of an undoing says to colleagues, so that an undoing is not undone."""


@transaction.atomic
def undo(suggestion: Suggestion, *, by: User, at: datetime) -> Entry:
    """Take the last step of `by` back. Raises MoveNotAllowed if there is none to take back."""
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    last = undoable(row, by=by, at=at)
    if last is None:
        raise MoveNotAllowed(row.state, row.state)
    if last.event == Event.CLASSIFIED:
        entry = classify(suggestion, Classification(last.before), by=by, internal_note=MARK)
        if entry is None:
            raise MoveNotAllowed(row.state, row.state)
        if suggestion.history.filter(event=Event.HIDDEN, pk__gt=last.pk, pk__lt=entry.pk).exists():
            show_again(suggestion, by=by, at=at)
        return entry
    unheard = drop_notice(last)
    entry = move(
        suggestion,
        State(last.before),
        by=by,
        internal_note=MARK,
        tell_after=None if unheard else UNDO_FOR,
        moves=UNDOES,
        undoes=last,
    )
    take_answer_back(last)
    Referral.objects.filter(suggestion=row, at=last.at).delete()
    if last.after in NEVER_PUBLIC and was_public(suggestion, before=last):
        show_again(suggestion, by=by, at=at)
    return entry


def was_undone() -> Exists:
    """That an entry's step was taken back, for a filter of entries."""
    return Exists(
        Entry.objects.filter(
            suggestion=OuterRef("suggestion"),
            event=OuterRef("event"),
            internal_note=MARK,
            before=OuterRef("after"),
            at__gt=OuterRef("at"),
            at__lte=OuterRef("at") + UNDO_FOR,
        )
    )


def was_public(suggestion: Suggestion, *, before: Entry) -> bool:
    """Whether the suggestion was on the site when the step `before` took it off."""
    shown = suggestion.history.filter(
        event__in=(Event.PUBLISHED, Event.HIDDEN), at__lte=before.at, pk__lt=before.pk
    )
    last = shown.order_by("-at", "-pk").first()
    if last is None or last.event != Event.PUBLISHED:
        return False
    since = suggestion.history.filter(event=Event.MOVED, after__in=NEVER_PUBLIC, pk__gt=last.pk)
    return not since.exclude(pk=before.pk).exists()
