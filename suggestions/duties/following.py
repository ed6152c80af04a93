"""Following: what moves of suggestions mean for duties and calls. Told by history, in bulk."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from suggestions.clocks.sharing import share_clocks
from suggestions.clocks.step import Step
from suggestions.duties.call import UNDER_WAY, Call, CallState
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.extension import Extension
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.states import OUTCOMES, State
from suggestions.suggestion import Suggestion

FINISHING = OUTCOMES | {State.ANSWERED, State.CLOSED}
"""Whoever has accepted has done what was to be done; offers end."""
ENDING = frozenset({State.WITHDRAWN, State.REFERRED, State.DECLINED})
"""There is nothing to do any more, for nobody."""


def follow_moves(entries: Sequence[Any]) -> None:
    """Set duties and calls right after moves; as many queries for many as for one."""
    groups: dict[tuple[State, datetime], list[Suggestion]] = {}
    for entry in entries:
        groups.setdefault((State(entry.after), entry.at), []).append(entry.suggestion)
    for (after, at), suggestions in groups.items():
        keys = [suggestion.pk for suggestion in suggestions]
        if after in FINISHING:
            finish(keys, at=at)
        elif after in ENDING:
            end(keys, at=at)
        elif after == State.ACCEPTED:
            _share_clocks(suggestions)


def finish(keys: Iterable[int], *, at: datetime) -> None:
    """The author is answered: accepted duties are done, offers and unanswered calls end.

    A call that was answered goes on, so that its caller can still rate it.
    """
    rows = Duty.objects.filter(suggestion__in=list(keys))
    rows.filter(state=DutyState.ACCEPTED).update(state=DutyState.DONE, ended_at=at)
    _cancel(list(keys), Q(state=CallState.CALLED), at)


def end(keys: Iterable[int], *, at: datetime) -> None:
    """Nothing is to be done any more: duties, offers and calls end, and so do their clocks."""
    _cancel(list(keys), Q(state__in=UNDER_WAY), at)


def take_move_back(suggestion: Suggestion, *, done_at: datetime) -> None:
    """Open again what the move of `done_at`, which is undone, had ended."""
    for duty in Duty.objects.filter(suggestion=suggestion, ended_at=done_at):
        duty.state, duty.ended_at = _state_before(duty, done_at), None
        duty.save(update_fields=["state", "ended_at"])
    of = {"suggestion": suggestion}
    calls = Call.objects.filter(state=CallState.CANCELLED, ended_at=done_at, **of)
    calls.filter(answered_at=None).update(state=CallState.CALLED, ended_at=None)
    calls.update(state=CallState.ANSWERED, ended_at=None)
    asked = Extension.objects.filter(approved=None, answered_at=done_at, **of)
    asked.update(answered_at=None)


def _state_before(duty: Duty, done_at: datetime) -> DutyState:
    """Where `duty` stood when a move ended it; what waited on it for an answer waits again."""
    if duty.accepted_at:
        return DutyState.ACCEPTED
    if duty.objections.filter(agreed=None, answered_at=done_at).update(answered_at=None):
        return DutyState.OBJECTED
    disputes = duty.disputes.filter(settled_unit=None, settled_at=done_at)
    return DutyState.DISPUTED if disputes.update(settled_at=None) else DutyState.OFFERED


def _cancel(keys: list[int], calls: Q, at: datetime) -> None:
    """End open duties, these calls, and the questions that nobody needs to answer any more."""
    of = {"suggestion__in": keys}
    Duty.objects.open().filter(**of).update(state=DutyState.CANCELLED, ended_at=at)
    Call.objects.filter(calls, **of).update(state=CallState.CANCELLED, ended_at=at)
    Extension.objects.open().filter(**of).update(answered_at=at)
    asked = DutyObjection.objects.filter(answered_at=None, duty__suggestion__in=keys)
    asked.update(answered_at=at)
    DutyDispute.objects.open().filter(duty__suggestion__in=keys).update(settled_at=at)


def _share_clocks(suggestions: Iterable[Suggestion]) -> None:
    """Those who help are as late as who leads (主办、协办同责)."""
    rows = {row.pk: row for row in suggestions}
    helping = Duty.objects.filter(
        suggestion__in=rows, state=DutyState.ACCEPTED, part=Part.CO, contributed_at=None
    )
    share_clocks([(rows[duty.suggestion_id], duty.unit_id) for duty in helping], Step.REPLY)
