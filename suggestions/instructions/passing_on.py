"""Passing on: instructions and special reports of a dissolved unit are its successor's."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from portal.organisation.holdings import Holding
from portal.organisation.unit import Unit
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.report import ReportState, SpecialReport
from suggestions.suggestion import Suggestion


@transaction.atomic
def pass_on(unit: Unit, successor: Unit) -> None:
    """Let `successor` answer the open instructions to `unit` and go on with its reports."""
    for instruction in Instruction.objects.open().filter(units=unit):
        instruction.units.remove(unit)
        instruction.units.add(successor)
    reports = SpecialReport.objects.filter(unit=unit).exclude(state=ReportState.RETURNED)
    reports.update(unit=successor)


def holdings(unit: Unit, on: date) -> list[Holding]:
    """What leaders wrote to `unit`, for the page before it is dissolved; no sealed reports."""
    rows = Instruction.objects.open().filter(
        units=unit, suggestion__in=Suggestion.objects.unsealed()
    )
    label = _("Open instructions of leaders")
    return [Holding(label, rows.count(), _("They go to the successor."))]
