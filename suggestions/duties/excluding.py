"""Excluding: a unit or person that is kept out of a suggestion has no part in it any longer.

信访工作条例 Arts. 28, 30: whoever is complained of or has an interest does not handle it.
"""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.running import cancel
from suggestions.duties.assigning import end_duty
from suggestions.duties.call import UNDER_WAY, Call, CallState
from suggestions.duties.duty import Duty, DutyState
from suggestions.duties.noting import note_step
from suggestions.history import Event
from suggestions.suggestion import Suggestion


def take_parts_from(row: Suggestion, unit: Unit, *, by: User | None, at: datetime) -> int:
    """End the offers, parts and calls of `unit` and all below it; how many. `row` is held.

    Only the lead of the unit that answers stays: those above it do the work.
    """
    with translation.override(settings.LANGUAGE_CODE):
        why = _("This unit is complained of or has an interest in it.")
    below = {"unit__path__startswith": unit.path}
    duties = row.duties.open().filter(**below).exclude(unit=row.unit_id)
    calls = row.calls.filter(state__in=UNDER_WAY, **below)
    ended: list[Duty | Call] = [
        *duties.select_related("unit", "sender"),
        *calls.select_related("unit", "caller"),
    ]
    cancel(row.clocks.filter(**below).exclude(unit=row.unit_id), at=at)
    for duty in duties:
        end_duty(duty, DutyState.CANCELLED, at=at)
    calls.update(state=CallState.CANCELLED, ended_at=at)
    for gone in ended:
        event = Event.CALL_TAKEN_BACK if isinstance(gone, Call) else Event.DUTY_TAKEN_BACK
        note_step(row, event, by=by, internal_note=why, before=gone.unit)
    return len(ended)


def take_from_hands(row: Suggestion, person: User) -> None:
    """Whoever is kept out has it in hand no longer: a colleague can take it. `row` is held."""
    row.duties.open().filter(handler=person).update(handler=None)
