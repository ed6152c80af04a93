"""History: what happened to a suggestion. The one door for a change of state."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptRecord
from portal.signals import changed
from suggestions.chain.recording import note as note_in_log
from suggestions.chain.recording import note_many as note_many_in_log
from suggestions.clocks import following as clocks
from suggestions.duties import following as duties
from suggestions.events import INTERNAL, Event
from suggestions.notices import queue_notice, queue_notices
from suggestions.repeats.link import Verdict
from suggestions.review.leaving import leave_rounds
from suggestions.states import MOVES, NEVER_PUBLIC, OUTCOMES, State
from suggestions.suggestion import Suggestion, SuggestionQuerySet
from suggestions.workorders import following as work_orders

__all__ = [
    "INTERNAL",
    "Entry",
    "Event",
    "MoveNotAllowed",
    "move",
    "move_many",
    "record",
]


class MoveNotAllowed(Exception):
    """The table of moves does not list this one, or someone else was first."""

    def __init__(self, before: str, after: str) -> None:
        """Say which move was refused."""
        super().__init__(f"{before} → {after}")
        self.before, self.after = before, after


class Entry(KeptRecord):
    """One thing that happened: who, when, from where to where, and why."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="history")
    event = models.CharField(max_length=16, choices=Event)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16, blank=True)
    note = models.TextField(blank=True)
    internal_note = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("history entry")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        """Receipt, event and where it led."""
        return f"{self.suggestion.receipt} {self.event} {self.after}"

    @property
    def step(self) -> str:
        """What to call this step: the state it led to, the verdict on a pair, or the event."""
        if self.event == Event.MOVED:
            return str(State(self.after).label)
        if self.event == Event.LINKED:
            return f"{self.get_event_display()}: {Verdict(self.after).label}"
        return str(self.get_event_display())


@transaction.atomic
def record(
    suggestion: Suggestion,
    event: Event,
    *,
    by: User | None,
    note: str = "",
    internal_note: str = "",
    before: str = "",
    after: str = "",
) -> Entry:
    """Write down something that does not change the state; the author may read `note`.

    `before` and `after` are the values that changed, such as two classes.
    """
    entry = Entry.objects.create(
        suggestion=suggestion,
        event=event,
        at=timezone.now(),
        by=by,
        before=before,
        after=after,
        note=note,
        internal_note=internal_note,
    )
    note_in_log(entry, at=entry.at)
    return entry


@transaction.atomic
def move(
    suggestion: Suggestion,
    to: State,
    *,
    by: User | None,
    note: str = "",
    internal_note: str = "",
    tell_after: timedelta | None = timedelta(0),
    moves: Mapping[State, frozenset[State]] = MOVES,
    undoes: Entry | None = None,
) -> Entry:
    """Move `suggestion` to `to` and write who decided it and why.

    The author may read `note`, only staff read `internal_note`; the author's notice is
    queued on commit. A state of NEVER_PUBLIC takes the suggestion off the site; leaving
    review without an outcome takes it out of its rounds. The notice waits for `tell_after`;
    None tells the author nothing. Clocks and duties are again what they were before the move
    that this one `undoes`. Raises MoveNotAllowed if `moves` does not list the move or someone
    else was first.
    """
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    if to not in moves.get(State(row.state), frozenset()):
        raise MoveNotAllowed(row.state, to)
    now = timezone.now()
    entry = Entry.objects.create(
        suggestion=row,
        event=Event.MOVED,
        at=now,
        by=by,
        before=row.state,
        after=to,
        note=note,
        internal_note=internal_note,
    )
    note_in_log(entry, at=now)
    row.state = to
    row.state_since = now
    row.public_since = None if to in NEVER_PUBLIC else row.public_since
    row.save(update_fields=["state", "state_since", "public_since"])
    for field in ("state", "state_since", "public_since", "version"):
        setattr(suggestion, field, getattr(row, field))
    if entry.before == State.REVIEWING and to not in OUTCOMES:
        leave_rounds(row, at=now)
    if undoes is None:
        clocks.follow_moves([entry])
        duties.follow_moves([entry])
    else:
        clocks.take_move_back(row, done_at=undoes.at, at=now)
        duties.take_move_back(row, done_at=undoes.at)
    work_orders.follow_moves([entry])
    if tell_after is not None:
        queue_notice(entry, after=tell_after)
    return entry


@transaction.atomic
def move_many(
    suggestions: SuggestionQuerySet, to: State, *, by: User | None, note: str = ""
) -> list[int]:
    """Move all of `suggestions` to `to` as `move` does one, in a handful of queries.

    All or none: raises MoveNotAllowed if MOVES does not list the move for one of them, or
    someone else was first. Keep batches to what memory holds. Returns the keys.
    """
    now = timezone.now()
    rows = list(suggestions.locked().order_by("pk"))
    for row in rows:
        if to not in MOVES[State(row.state)]:
            raise MoveNotAllowed(row.state, to)
    entries = Entry.objects.bulk_create(
        Entry(
            suggestion=row,
            event=Event.MOVED,
            at=now,
            by=by,
            before=row.state,
            after=to,
            note=note,
        )
        for row in rows
    )
    note_many_in_log(entries, at=now)
    keys = [row.pk for row in rows]
    hidden = {"public_since": None} if to in NEVER_PUBLIC else {}
    Suggestion.objects.filter(pk__in=keys).update(state=to, state_since=now, **hidden)
    if to not in OUTCOMES:
        for row in rows:
            if row.state == State.REVIEWING:
                leave_rounds(row, at=now)
    clocks.follow_moves(entries)
    duties.follow_moves(entries)
    work_orders.follow_moves(entries)
    queue_notices(entries)
    changed(Suggestion, keys)
    return keys
