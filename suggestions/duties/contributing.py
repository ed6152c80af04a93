"""Contributing: co-handlers hand their part to the lead before the reply (北京 Art. 14)."""

from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from suggestions.clocks.running import meet_clock
from suggestions.clocks.step import Step
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.noting import hold, note_step
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.history import Event
from suggestions.suggestion import Suggestion


@transaction.atomic
def contribute(duty: Duty, text: str, *, by: User | None, at: datetime) -> Duty:
    """Hand in the part of a co-handler, which may be set right until the reply goes out.

    Raises DutyRefused.
    """
    row = hold(duty.suggestion)
    held = Duty.objects.select_related("unit").get(pk=duty.pk)
    if held.part != Part.CO or held.state != DutyState.ACCEPTED:
        raise DutyRefused(Fault.SOMEONE_ELSE)
    if not text.strip():
        raise DutyRefused(Fault.TEXT)
    held.contribution, held.contributed_by, held.contributed_at = text, by, at
    held.save(update_fields=["contribution", "contributed_by", "contributed_at"])
    meet_clock(row, Step.REPLY, at=at, unit=held.unit)
    note_step(row, Event.CONTRIBUTED, by=by, internal_note=text, before=held.unit, after=row.unit)
    return held


def missing_parts(suggestion: Suggestion) -> list[Duty]:
    """The duties of co-handlers whose part the reply still waits for."""
    rows = suggestion.duties.open().filter(part=Part.CO, contributed_at=None)
    return list(rows.select_related("unit"))
