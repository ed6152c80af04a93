"""Passing on: a unit is dissolved, and its successor has its duties and calls.

信访工作条例 Art. 24: the unit that goes on exercising the functions handles what was left.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.holdings import Holding
from portal.organisation.unit import Unit
from portal.signals import changed
from suggestions.duties.assigning import end_duty
from suggestions.duties.call import Call
from suggestions.duties.calling import end_call
from suggestions.duties.duty import ELSEWHERE, Duty, DutyState, Part
from suggestions.duties.extension import Extension
from suggestions.duties.noting import hold, note_step
from suggestions.duties.objection import DutyDispute
from suggestions.history import Event
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


@transaction.atomic
def pass_duties_on(unit: Unit, successor: Unit, *, by: User | None, at: datetime) -> int:
    """Give all that `unit` still has to do to `successor`, offers and calls included.

    Nobody handles it until a clerk of the successor takes it. Reports against someone move
    only to an office that reads them. Returns how many duties and calls passed on. Call it
    when the suggestions of `unit` have passed to `successor`.
    """
    moving = Q() if successor.receives_reports else ~_of_reports()
    duties = Duty.objects.open().filter(moving, unit=unit)
    calls = Call.objects.open().filter(moving, unit=unit)
    moved = 0
    _end_own_parts(unit, successor, by, at)
    for duty in duties.select_related("suggestion").order_by("suggestion"):
        _pass_duty(duty, unit, successor, by, at)
        moved += 1
    for call in calls.select_related("suggestion").order_by("suggestion"):
        _pass_call(call, unit, successor, by, at)
        moved += 1
    _pass_second_parts(unit, successor)
    return moved


def holdings(unit: Unit, on: date) -> list[Holding]:
    """What `unit` has between units, for the page before it is dissolved; no reports."""
    duties = Duty.objects.open().exclude(_of_reports()).filter(unit=unit)
    calls = Call.objects.open().exclude(_of_reports()).filter(unit=unit)
    then = _("They go to the successor.")
    return [
        Holding(_("Open duties and offers"), duties.count(), then),
        Holding(_("Open calls"), calls.count(), then),
    ]


def _of_reports() -> Q:
    return Q(suggestion__classification=Classification.REPORT)


def _end_own_parts(unit: Unit, successor: Unit, by: User | None, at: datetime) -> None:
    """What `successor` was to take over from `unit`, or helped it with, it has itself now."""
    parts = Duty.objects.filter(ELSEWHERE, unit=successor, suggestion__unit=successor)
    for duty in parts.select_related("suggestion").order_by("suggestion"):
        row = hold(duty.suggestion)
        end_duty(duty, DutyState.PASSED_ON, at=at)
        note_step(row, Event.DUTY_PASSED_ON, by=by, before=unit, after=successor)


def _pass_duty(duty: Duty, unit: Unit, successor: Unit, by: User | None, at: datetime) -> None:
    row = hold(duty.suggestion)
    duty.refresh_from_db()
    answers = row.unit_id == successor.pk and (duty.is_waiting or duty.part == Part.CO)
    same = row.duties.open().filter(unit=successor, part=duty.part)
    if answers or same.exists():
        end_duty(duty, DutyState.PASSED_ON, at=at)
    else:
        duty.unit, duty.handler = successor, None
        duty.save(update_fields=["unit", "handler"])
    note_step(row, Event.DUTY_PASSED_ON, by=by, before=unit, after=successor)


def _pass_call(call: Call, unit: Unit, successor: Unit, by: User | None, at: datetime) -> None:
    row = hold(call.suggestion)
    same = row.calls.open().filter(unit=successor)
    if call.caller_id == successor.pk or same.exists():
        end_call(row, call, at=at)
    else:
        Call.objects.filter(pk=call.pk).update(unit=successor)
    note_step(row, Event.DUTY_PASSED_ON, by=by, before=unit, after=successor)


def _pass_second_parts(unit: Unit, successor: Unit) -> None:
    """What `unit` has sent, called for, judges or asked for is now the successor's to follow."""
    sent = Duty.objects.open().filter(sender=unit)
    made = Call.objects.open().filter(caller=unit).exclude(unit=successor)
    keys = {*sent.values_list("suggestion", flat=True), *made.values_list("suggestion", flat=True)}
    sent.update(sender=successor)
    made.update(caller=successor)
    DutyDispute.objects.open().filter(judge=unit).update(judge=successor)
    Extension.objects.open().filter(unit=unit).update(unit=successor)
    Suggestion.objects.filter(pk__in=keys).update()
    changed(Suggestion, keys)
