"""Calling: a unit calls units above or beside it, and they answer (呼叫—响应, 吹哨—报到).

北京 Art. 16: townships and streets bring the departments together; Art. 33: both who calls and
who comes are assessed, so the caller rates the answer.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.running import cancel, meet_clock, start_clock
from suggestions.clocks.step import Step
from suggestions.duties.allowed import check_handled, check_receiver
from suggestions.duties.call import Call, CallState
from suggestions.duties.noting import hold, note_step
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.history import Event
from suggestions.suggestion import Suggestion


@transaction.atomic
def call_units(
    suggestion: Suggestion,
    units: Sequence[Unit],
    *,
    caller: Unit,
    text: str,
    by: User | None,
    at: datetime,
) -> list[Call]:
    """Call `units` to help `caller`; each has its own clock to answer. Raises DutyRefused."""
    row = hold(suggestion)
    check_handled(row)
    if not text.strip():
        raise DutyRefused(Fault.TEXT)
    return [_call(row, unit, caller, text, by, at) for unit in units]


@transaction.atomic
def answer_call(call: Call, text: str, *, by: User | None, at: datetime) -> Call:
    """Accept the call and say what will be done. Raises DutyRefused."""
    row, held = _held(call, CallState.CALLED)
    if not text.strip():
        raise DutyRefused(Fault.TEXT)
    held.state, held.answer = CallState.ANSWERED, text
    held.answered_by, held.answered_at = by, at
    held.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    meet_clock(row, Step.CALL, at=at, unit=held.unit)
    note_step(
        row, Event.CALL_ANSWERED, by=by, internal_note=text, before=held.unit, after=held.caller
    )
    return held


@transaction.atomic
def finish_call(call: Call, result: str, *, by: User | None, at: datetime) -> Call:
    """Say that it is done, and what was done. Raises DutyRefused."""
    row, held = _held(call, CallState.ANSWERED)
    if not result.strip():
        raise DutyRefused(Fault.TEXT)
    held.state, held.result = CallState.DONE, result
    held.done_by, held.done_at, held.ended_at = by, at, at
    held.save(update_fields=["state", "result", "done_by", "done_at", "ended_at"])
    note_step(
        row, Event.CALL_DONE, by=by, internal_note=result, before=held.unit, after=held.caller
    )
    return held


@transaction.atomic
def rate_call(call: Call, rating: int, *, comment: str = "", by: User | None, at: datetime) -> Call:
    """Let the caller rate what was done, from 1 to 5 (best), once. Raises DutyRefused."""
    row, held = _held(call, CallState.DONE, fault=Fault.NOT_DONE)
    if held.rated_at is not None:
        raise DutyRefused(Fault.SOMEONE_ELSE)
    held.rating, held.rating_comment = rating, comment
    held.rated_by, held.rated_at = by, at
    held.save(update_fields=["rating", "rating_comment", "rated_by", "rated_at"])
    note_step(
        row, Event.CALL_RATED, by=by, internal_note=comment, before=held.caller, after=held.unit
    )
    return held


@transaction.atomic
def escalate(call: Call, *, by: User | None, at: datetime) -> Call:
    """Call the unit above the one that has not answered in time; the first call stays open.

    Raises DutyRefused while there is time, or at the top of the tree.
    """
    row, held = _held(call, CallState.CALLED)
    if not is_late(held, at=at):
        raise DutyRefused(Fault.NOT_LATE)
    above = held.unit.get_parent()
    if above is None:
        raise DutyRefused(Fault.TOP)
    raised = _call(row, above, held.caller, held.text, by, at, escalated_from=held)
    note_step(row, Event.CALL_ESCALATED, by=by, before=held.unit, after=above)
    return raised


@transaction.atomic
def take_call_back(call: Call, *, by: User | None, at: datetime, note: str = "") -> Call:
    """Undo a call that nobody has answered yet. Raises DutyRefused."""
    row, held = _held(call, CallState.CALLED)
    end_call(row, held, at=at)
    note_step(
        row,
        Event.CALL_TAKEN_BACK,
        by=by,
        internal_note=note,
        before=held.caller,
        after=held.unit,
    )
    return held


def end_call(row: Suggestion, call: Call, *, at: datetime) -> None:
    """Nobody waits for an answer to `call` any more; `row` is held."""
    call.state, call.ended_at = CallState.CANCELLED, at
    call.save(update_fields=["state", "ended_at"])
    cancel(row.clocks.of_units([call.unit_id]).filter(step=Step.CALL), at=at)


def is_late(call: Call, *, at: datetime) -> bool:
    """Whether `call` should have been answered before `at`."""
    clocks = call.suggestion.clocks.open().of_units([call.unit_id])
    clock = clocks.filter(step=Step.CALL).first()
    return clock is not None and clock.is_late(at)


def _call(
    row: Suggestion,
    unit: Unit,
    caller: Unit,
    text: str,
    by: User | None,
    at: datetime,
    escalated_from: Call | None = None,
) -> Call:
    check_receiver(row, unit, at=at)
    if unit.pk == caller.pk:
        raise DutyRefused(Fault.OWN_UNIT)
    if unit.path.startswith(caller.path):
        raise DutyRefused(Fault.BELOW)
    if row.calls.open().filter(unit=unit).exists():
        raise DutyRefused(Fault.CALLED_BEFORE)
    call = Call.objects.create(
        suggestion=row,
        caller=caller,
        unit=unit,
        text=text,
        by=by,
        at=at,
        escalated_from=escalated_from,
    )
    start_clock(row, Step.CALL, at=at, unit=unit)
    note_step(row, Event.CALLED, by=by, internal_note=text, before=caller, after=unit)
    return call


def _held(
    call: Call, state: CallState, *, fault: Fault = Fault.SOMEONE_ELSE
) -> tuple[Suggestion, Call]:
    """The held suggestion and the call in `state`; raises DutyRefused if it is in another."""
    row = hold(call.suggestion)
    held = Call.objects.select_related("unit", "caller").get(pk=call.pk)
    if held.state != state:
        raise DutyRefused(fault)
    return row, held
