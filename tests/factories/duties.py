"""Duties as the product's own functions make them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from portal.models import Unit, User
from suggestions.duties.assigning import assign, call_in
from suggestions.duties.calling import call_units
from suggestions.duties.taking import take
from suggestions.models import Call, Duty, Suggestion


def offered(
    suggestion: Suggestion, unit: Unit, *, by: User | None = None, at: datetime | None = None
) -> Duty:
    """The lead offered to `unit`."""
    return assign(suggestion, unit, by=by, at=at or timezone.now(), note="请你单位办理")


def helping(suggestion: Suggestion, unit: Unit, *, by: User) -> Duty:
    """A part that `by` has accepted for `unit`."""
    duty = call_in(suggestion, [unit], by=None, at=timezone.now())[0]
    return take(duty, by=by, at=timezone.now())


def called(suggestion: Suggestion, unit: Unit, *, by: User | None = None) -> Call:
    """A call of the unit in charge."""
    calls: Sequence[Call] = call_units(
        suggestion, [unit], caller=suggestion.unit, text="请派人到场", by=by, at=timezone.now()
    )
    return calls[0]
