"""Following: what moves of suggestions mean for their clocks. Told by history, in bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Q

from suggestions.clocks.choosing import rule_book
from suggestions.clocks.clock import Clock, ClockPause, ClockQuerySet
from suggestions.clocks.running import begin, cancel, meet, pause, resume
from suggestions.clocks.step import Start, Step
from suggestions.states import OUTCOMES, State
from suggestions.suggestion import Suggestion


class Move(Protocol):
    """What an entry of the history says about a move."""

    before: str
    after: str
    at: datetime

    @property
    def suggestion(self) -> Suggestion:
        """Which suggestion moved."""


TAKEN_UP = (Step.FORWARD, Step.NOTICE)
"""Done as soon as somebody has decided what becomes of it: the author is told of each move."""

ANSWERS = (*TAKEN_UP, Step.CONTACT, Step.INTERIM, Step.REPLY)
"""Done with the reply to the author."""

REOPENED_FROM = frozenset({State.ANSWERED, State.CLOSED})
"""Accepted again from here, a new reply is owed whatever the first one ran from."""


def follow_moves(entries: Sequence[Any]) -> None:
    """Set the clocks right after moves from one state to one other, all at the same moment."""
    groups: dict[tuple[str, str, datetime], list[Suggestion]] = {}
    for entry in entries:
        groups.setdefault((entry.before, entry.after, entry.at), []).append(entry.suggestion)
    for (before, after, at), suggestions in groups.items():
        follow(suggestions, State(before), State(after), at=at)


def follow(suggestions: Sequence[Suggestion], before: State, after: State, *, at: datetime) -> None:
    """What one kind of move means; a state that is not named leaves the clocks alone."""
    clocks = Clock.objects.filter(suggestion__in=[row.pk for row in suggestions])
    if after == State.RECEIVED:
        _back(clocks, suggestions, before, at)
    elif after == State.ACCEPTED:
        _accepted(clocks, suggestions, before, at)
    elif after in (State.RETURNED, State.REVIEWING):
        pause(clocks, at=at, reason=str(after.label))
    elif after == State.ANSWERED:
        meet(clocks.filter(step__in=ANSWERS), at=at)
        cancel(clocks.exclude(step=Step.CLOSE), at=at)
        resume(clocks, at=at)
    elif after in OUTCOMES or after == State.CLOSED:
        meet(clocks.filter(step__in=(*ANSWERS, Step.CLOSE)), at=at)
        cancel(clocks, at=at)
    elif after in (State.REFERRED, State.DECLINED):
        meet(clocks.filter(step__in=TAKEN_UP), at=at)
        cancel(clocks, at=at)
    elif after == State.WITHDRAWN:
        cancel(clocks, at=at)


def follow_class(suggestion: Suggestion, *, at: datetime) -> None:
    """Start what its new class asks for, from when it was handed in or accepted; end what that
    class has no time limit for. Promised days are kept.
    """
    steps = {rule.step for rule in rule_book([suggestion]).rules_for(suggestion)}
    cancel(suggestion.clocks.filter(rule__isnull=False).exclude(step__in=steps), at=at)
    if suggestion.state == State.RECEIVED:
        begin([suggestion], Start.SUBMITTED)
    elif suggestion.state == State.ACCEPTED:
        begin([suggestion], Start.ACCEPTED, at=suggestion.state_since)


def take_move_back(suggestion: Suggestion, *, done_at: datetime, at: datetime) -> None:
    """Set the clocks as they were before the move of `done_at`, which is undone at `at`.

    What it started ends; what it ended or stopped goes on with the time it had.
    """
    clocks = suggestion.clocks.all()
    cancel(clocks.filter(started_at=done_at), at=at)
    resume(clocks.filter(paused_at=done_at), at=at)
    ended = list(clocks.filter(Q(met_at=done_at) | Q(cancelled_at=done_at)))
    keys = [clock.pk for clock in ended if clock.started_at != done_at]
    ClockPause.objects.filter(clock__in=keys, ended_at=done_at).update(ended_at=None)
    Clock.objects.filter(pk__in=keys).update(met_at=None, cancelled_at=None)


def _accepted(
    clocks: ClockQuerySet, suggestions: Sequence[Suggestion], before: State, at: datetime
) -> None:
    """Accepting ends the registering and starts what runs from it; a new answer may be owed."""
    meet(clocks.filter(step__in=TAKEN_UP), at=at)
    if before == State.REVIEWING:
        resume(clocks, at=at)
    again = (Step.REPLY, Step.CLOSE) if before in REOPENED_FROM else ()
    begin(suggestions, Start.ACCEPTED, at=at, also=again)


def _back(
    clocks: ClockQuerySet, suggestions: Sequence[Suggestion], before: State, at: datetime
) -> None:
    """The author has completed it, or a step of screening is taken back."""
    if before == State.RETURNED:
        resume(clocks, at=at)
        return
    cancel(clocks.filter(rule__start=Start.ACCEPTED), at=at)
    _undo(clocks)
    begin(suggestions, Start.SUBMITTED)


def _undo(clocks: ClockQuerySet) -> None:
    """What the step had done counts as never done: its time limit goes on as it was."""
    same = Clock.objects.open().filter(
        suggestion=OuterRef("suggestion"), step=OuterRef("step"), unit=OuterRef("unit")
    )
    done = clocks.filter(step__in=TAKEN_UP, met_at__isnull=False).exclude(Exists(same))
    keys = {(clock.suggestion_id, clock.step, clock.unit_id): clock.pk for clock in done}
    Clock.objects.filter(pk__in=keys.values()).update(met_at=None)
