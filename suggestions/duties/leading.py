"""Leading: what goes along when another unit takes the lead: clocks, parts and calls."""

from datetime import datetime

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.running import hand_over
from suggestions.duties.assigning import end_duty
from suggestions.duties.calling import end_call
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.noting import note_step
from suggestions.handling.screening import pass_to
from suggestions.history import Event
from suggestions.suggestion import Suggestion


def give_lead(row: Suggestion, duty: Duty, *, by: User | None, at: datetime) -> None:
    """Let the unit of `duty` answer from now on; `row` is held.

    Whoever led has passed it on. The unit neither helps itself nor answers its own calls; the
    calls of who led are now its own. Raises CannotScreen if it is kept out.
    """
    before = row.unit
    for former in row.duties.open().exclude(pk=duty.pk):
        led = former.part == Part.LEAD and former.state == DutyState.ACCEPTED
        if led or former.unit_id == duty.unit_id:
            end_duty(former, DutyState.PASSED_ON, at=at)
    _pass_calls(row, before, duty.unit, by=by, at=at)
    pass_to(row, duty.unit, by=by)
    hand_over(row, duty.unit, before=before, at=at)


def _pass_calls(
    row: Suggestion, before: Unit, unit: Unit, *, by: User | None, at: datetime
) -> None:
    for call in row.calls.open().filter(unit=unit).select_related("unit", "caller"):
        end_call(row, call, at=at)
        note_step(row, Event.CALL_TAKEN_BACK, by=by, before=call.caller, after=unit)
    row.calls.open().filter(caller=before).update(caller=unit)
