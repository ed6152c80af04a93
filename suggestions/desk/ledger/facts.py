"""Facts: what the ledger tells of some suggestions, read for all of them at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Case, F, When

from suggestions.clocks.clock import Clock
from suggestions.clocks.step import Step
from suggestions.duties.duty import Duty
from suggestions.history import Entry, Event
from suggestions.rating.rating import Rating
from suggestions.replies.reply import Reply, ReplyState
from suggestions.states import State

OWN = Case(When(unit=F("suggestion__unit"), then=1), default=0)
"""Sorts the clocks of the unit that answers behind those of who helps: the last one counts."""


class Facts:
    """What is known of some suggestions by their keys; five queries."""

    def __init__(self, keys: Sequence[int]) -> None:
        """Read it; of several the latest counts, but the first move into each state."""
        clocks = Clock.objects.filter(suggestion__in=keys, cancelled_at__isnull=True)
        self.clocks = {(row.suggestion_id, row.step): row for row in clocks.order_by(OWN, "pk")}
        self.moved = _first_moves(keys)
        duties = Duty.objects.filter(suggestion__in=keys).select_related("unit", "handler")
        self.duties: dict[int, list[Duty]] = {}
        for duty in duties.order_by("pk"):
            self.duties.setdefault(duty.suggestion_id, []).append(duty)
        replies = Reply.objects.filter(suggestion__in=keys, state=ReplyState.SENT)
        self.replies = {row.suggestion_id: row for row in replies.order_by("sent_at", "pk")}
        ratings = Rating.objects.filter(suggestion__in=keys).order_by("at", "pk")
        self.ratings = {row.suggestion_id: row for row in ratings}

    def clock(self, key: int, step: Step) -> Clock | None:
        """The latest clock of this step; that of the unit that answers before any other's."""
        return self.clocks.get((key, step))

    def first(self, key: int, state: State) -> datetime | None:
        """When it first came into `state`."""
        return self.moved.get((key, state))


def _first_moves(keys: Iterable[int]) -> dict[tuple[int, str], datetime]:
    entries = Entry.objects.filter(suggestion__in=keys, event=Event.MOVED).order_by("-at", "-pk")
    rows = entries.values_list("suggestion", "after", "at")
    return {(key, after): at for key, after, at in rows}
