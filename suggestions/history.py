"""History: what happened to a suggestion. The one door for a change of state."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.signals import changed
from suggestions.chain.recording import note as note_in_log
from suggestions.chain.recording import note_many as note_many_in_log
from suggestions.clocks import following as clocks
from suggestions.duties import following as duties
from suggestions.notices import queue_notice, queue_notices
from suggestions.repeats.link import Verdict
from suggestions.review.leaving import leave_rounds
from suggestions.states import MOVES, NEVER_PUBLIC, OUTCOMES, State
from suggestions.suggestion import Suggestion, SuggestionQuerySet
from suggestions.workorders import following as work_orders


class MoveNotAllowed(Exception):
    """The table of moves does not list this one, or someone else was first."""

    def __init__(self, before: str, after: str) -> None:
        """Say which move was refused."""
        super().__init__(f"{before} → {after}")
        self.before, self.after = before, after


class HistoryIsKept(Exception):
    """An entry of the history can be neither changed nor deleted."""


class Event(models.TextChoices):
    """What an entry tells."""

    SUBMITTED = "submitted", _("Submitted")
    MOVED = "moved", _("Moved on")
    CLASSIFIED = "classified", _("Class set")
    ASSIGNED = "assigned", _("Passed to a unit")
    PUBLISHED = "published", pgettext_lazy("of a suggestion", "Published")
    HIDDEN = "hidden", _("Taken off the site")
    EDITED = "edited", _("Text corrected")
    CONSENT_GIVEN = "consent_given", _("Consent given")
    CONSENT_REVOKED = "consent_revoked", _("Consent revoked")
    PROGRESS = "progress", _("Progress reported")
    ASKED = "asked", _("Please tell us whether it was carried out")
    LINKED = "linked", _("Compared with another suggestion")
    UNLINKED = "unlinked", _("Comparison taken back")
    HEARD = "heard", _("An earlier suggestion that says the same has been answered")
    SECOND_LOOK = "second_look", _("A second look was asked for")
    LOOK_ANSWERED = "look_answered", _("The request for a second look is answered")
    RECONSIDERED = "reconsidered", _("Your suggestion has come up again")
    REPLIED = "replied", _("Interim reply")
    RELEASE = "release", _("Reply reviewed before release")
    CHECKED = "checked", _("Reply checked")
    RATE_ASKED = "rate_asked", _("Please tell us how your suggestion was handled")
    RATED = "rated", _("Rated by the author")
    CLAIMED = "claimed", _("Taken over by its author's account")
    CO_AUTHORS = "co_authors", _("Co-authors")
    COMMITTED = "committed", _("Date committed")
    EXCLUDED = "excluded", _("Who is kept out")
    HELD = "held", _("Held: words of the editors' lists were found")
    RELEASED = "released", _("Held text released")
    UNDONE = "undone", _("Step taken back")
    DUTY_OFFERED = "duty_offered", _("Offered to a unit")
    DUTY_TAKEN_BACK = "duty_taken_back", _("Offer taken back")
    DUTY_TAKEN = "duty_taken", _("Taken in hand")
    DUTY_HANDED = "duty_handed", _("Handed to a colleague")
    DUTY_PASSED_ON = "duty_passed_on", _("Duty passed to the successor")
    CONTRIBUTED = "contributed", _("Part of a co-handler")
    DUTY_OBJECTED = "duty_objected", _("Objected to being in charge")
    OBJECTION_AGREED = "objection_agreed", _("Objection agreed to")
    OBJECTION_NO = "objection_no", _("Objection refused")
    DISPUTED = "disputed", _("Taken to the common superior")
    TO_CONFERENCE = "to_conference", _("Taken to the joint conference")
    DISPUTE_SETTLED = "dispute_settled", _("Decided who is in charge")
    EXTENSION_ASKED = "extension_asked", _("More time asked for")
    EXTENSION_NO = "extension_no", _("No more time given")
    EXTENDED = "extended", _("More time given")
    CALLED = "called", _("Unit called for help")
    CALL_ANSWERED = "call_answered", _("Call answered")
    CALL_DONE = "call_done", _("Call dealt with")
    CALL_RATED = "call_rated", _("Answer to a call rated")
    CALL_ESCALATED = "call_escalated", _("Call taken one tier up")
    CALL_TAKEN_BACK = "call_taken_back", _("Call taken back")
    ERASED = "erased", _("Personal data erased")
    SUPERVISED = "supervised", _("Letter of supervision")
    LED = "led", _("Taken on by a leader")
    CONFERENCE = "conference", _("Joint conference")
    CLASSED = "classed", _("Systemic issue")


INTERNAL = frozenset(
    {
        *(Event.SUPERVISED, Event.LED, Event.CONFERENCE, Event.CLASSED),
        *(Event.LINKED, Event.UNLINKED, Event.RELEASE, Event.CHECKED),
        *(Event.EXCLUDED, Event.HELD, Event.RELEASED, Event.UNDONE),
        *(Event.DUTY_OFFERED, Event.DUTY_TAKEN_BACK, Event.DUTY_TAKEN, Event.DUTY_HANDED),
        *(Event.DUTY_PASSED_ON, Event.CONTRIBUTED, Event.DUTY_OBJECTED),
        *(Event.OBJECTION_AGREED, Event.OBJECTION_NO, Event.DISPUTED, Event.TO_CONFERENCE),
        *(Event.DISPUTE_SETTLED, Event.EXTENSION_ASKED, Event.EXTENSION_NO, Event.CALLED),
        *(Event.CALL_ANSWERED, Event.CALL_DONE, Event.CALL_RATED, Event.CALL_ESCALATED),
        Event.CALL_TAKEN_BACK,
    }
)
"""Events for colleagues only: they name what the author may not know of."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are only ever added."""

    def update(self, **changes: Any) -> int:
        """Refused: raises HistoryIsKept."""
        raise HistoryIsKept

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: raises HistoryIsKept."""
        raise HistoryIsKept


class Entry(models.Model):
    """One thing that happened: who, when, from where to where, and why."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="history")
    event = models.CharField(max_length=16, choices=Event)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16, blank=True)
    note = models.TextField(blank=True)
    internal_note = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("history entry")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        """Receipt, event and where it led."""
        return f"{self.suggestion.receipt} {self.event} {self.after}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; raises HistoryIsKept if it is there already."""
        if self.pk:
            raise HistoryIsKept
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: raises HistoryIsKept."""
        raise HistoryIsKept

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
