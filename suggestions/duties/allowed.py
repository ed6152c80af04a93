"""Allowed: to whom a suggestion may be given, whoever gives it."""

from datetime import datetime

from django.utils.timezone import localdate

from portal.organisation.unit import Unit
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.handling.exclusion.barred import is_closed_to
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

HANDLED = frozenset({State.RECEIVED, State.ACCEPTED})
"""A suggestion that somebody works on; a round reads it where it is."""


def check_handled(row: Suggestion) -> None:
    """Raises DutyRefused if nobody works on `row` now."""
    if row.state not in HANDLED:
        raise DutyRefused(Fault.NOT_HANDLED)


def check_receiver(row: Suggestion, unit: Unit, *, at: datetime) -> None:
    """Raises DutyRefused if `unit` must not have `row`: dissolved, sealed off or concerned.

    Whoever is complained of or has an interest does not handle it (信访工作条例 Arts. 28, 30).
    """
    if not unit.is_in_force(localdate(at)):
        raise DutyRefused(Fault.DISSOLVED)
    if row.classification == Classification.REPORT and not unit.receives_reports:
        raise DutyRefused(Fault.SEALED)
    if is_closed_to(row.pk, unit):
        raise DutyRefused(Fault.COMPLAINED)
