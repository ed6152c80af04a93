"""Offices for reports: the one named office, or another where it is itself complained of."""

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import now

from portal.accounts.user import User
from portal.organisation.membership import Membership, Role
from portal.organisation.unit import Unit
from suggestions.clocks.running import cancel, hand_over
from suggestions.handling.exclusion.barred import is_closed_to
from suggestions.history import Entry, Event, record
from suggestions.suggestion import Suggestion


def pass_to_office(report: Suggestion, *, by: User | None, on: date) -> Entry | None:
    """Put the office that may read `report` in charge of it; None if it stays where it is.

    `report` is locked. Where no office is left it goes to the unit above the office, where it
    waits for the superuser to name one: it is visible to nobody there.
    """
    at = now()
    # what others still owed would show them that there is something
    cancel(report.clocks.exclude(unit=report.unit_id), at=at)
    office = office_for(report, on=on)
    if office is None or office.pk == report.unit_id:
        return None
    before, report.unit = report.unit, office
    report.save(update_fields=["unit"])
    hand_over(report, office, before=before, at=at)
    return record(report, Event.ASSIGNED, by=by, before=before.code[:16], after=office.code[:16])


def office_for(report: Suggestion, *, on: date) -> Unit | None:
    """The unit that should hold `report` on `on`; None if no unit at all may.

    The office that has it, else an office above the one complained of, else any other; then
    the nearest unit above that is no office.
    """
    candidates = [unit for unit in _offices(report) if _may_receive(report, unit, on=on)]
    if candidates:
        return candidates[0]
    open_units = (unit for unit in _above(report.unit) if not is_closed_to(report.pk, unit))
    return next((unit for unit in open_units if not unit.receives_reports), None)


def _offices(report: Suggestion) -> Iterator[Unit]:
    """The offices for reports: the present one, then from the top of the tree downwards."""
    if report.unit.receives_reports:
        yield report.unit
    others = Unit.objects.filter(receives_reports=True).exclude(pk=report.unit_id)
    yield from others.order_by("depth", "path")


def _may_receive(report: Suggestion, unit: Unit, *, on: date) -> bool:
    """Whether neither the office nor its only handlers are complained of."""
    if is_closed_to(report.pk, unit):
        return False
    handlers = Membership.objects.active(on).filter(unit=unit, role=Role.HANDLER)
    barred = report.exclusions.in_force().filter(user__isnull=False).values("user")
    named = handlers.filter(user__in=barred)
    return not named.exists() or handlers.exclude(user__in=barred).exists()


def _above(unit: Unit) -> list[Unit]:
    """The unit itself and those above it, the nearest first."""
    return [unit, *reversed(list(unit.get_ancestors()))]
