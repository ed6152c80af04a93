"""Dissolving a unit: its roles end, its open work goes to its successor, its rows stay its own."""

from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from portal.accounts.user import User
from portal.organisation.membership import Membership
from portal.organisation.unit import Unit
from portal.signals import changed, unit_dissolved


class DissolvingFault(models.TextChoices):
    """Why a unit cannot be dissolved."""

    GONE = "gone", _("This unit has been dissolved already.")
    ITSELF = "itself", _("A unit cannot succeed itself.")
    NO_SUCCESSOR = "no_successor", _("The successor does not exist on this day.")
    BELOW = "below", _("Units below it still exist: dissolve them first.")
    TOO_EARLY = "too_early", _("The unit did not exist yet on this day.")


class CannotDissolve(Exception):
    """The unit stays; `fault` says why."""

    def __init__(self, fault: DissolvingFault) -> None:
        """Keep the reason."""
        super().__init__(fault.label)
        self.fault = fault


@transaction.atomic
def dissolve(unit: Unit, successor: Unit, *, on: date, by: User | None) -> Unit:
    """Let `unit` be no more from `on` (a local date) on; `successor` takes over what is open.

    Memberships end the day before, the office that reads sealed reports is then the successor,
    and `unit_dissolved` is sent in the same transaction. Units below are never moved silently:
    raises CannotDissolve while there are any, or where DissolvingFault says so.
    """
    units = Unit.objects.select_for_update().order_by("pk").in_bulk([unit.pk, successor.pk])
    row, heir = units[unit.pk], units[successor.pk]
    check_dissolving(row, heir, on=on)
    row.valid_until, row.successor = on - timedelta(days=1), heir
    reads_reports, row.receives_reports = row.receives_reports, False
    row.save(update_fields=["valid_until", "successor", "receives_reports"])
    for field in ("valid_until", "successor", "receives_reports"):
        setattr(unit, field, getattr(row, field))
    if reads_reports:
        heir.receives_reports = True
        heir.save(update_fields=["receives_reports"])
    ended = end_memberships(row, on=on, by=by)
    note = {"successor": heir.code, "on": on.isoformat(), "memberships": ended}
    log(instance=row, action="portal.dissolve", user=by, data=note)
    changed(Unit, [row.pk, heir.pk])
    unit_dissolved.send(sender=Unit, unit=row, successor=heir, on=on, by=by)
    return row


def check_dissolving(unit: Unit, successor: Unit, *, on: date) -> None:
    """Raises CannotDissolve where `dissolve` says so."""
    if unit.successor_id or unit.valid_until:
        raise CannotDissolve(DissolvingFault.GONE)
    if unit.pk == successor.pk:
        raise CannotDissolve(DissolvingFault.ITSELF)
    if unit.valid_from and on <= unit.valid_from:
        raise CannotDissolve(DissolvingFault.TOO_EARLY)
    if successor.successor_id or not successor.is_in_force(on):
        raise CannotDissolve(DissolvingFault.NO_SUCCESSOR)
    if units_below(unit, on=on).exists():
        raise CannotDissolve(DissolvingFault.BELOW)


def units_below(unit: Unit, *, on: date) -> models.QuerySet[Unit]:
    """The units below `unit` that still exist on `on`, or begin later."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    return Unit.objects.below(unit).exclude(pk=unit.pk).filter(lasting)


def end_memberships(unit: Unit, *, on: date, by: User | None) -> int:
    """End what still holds for `unit` on `on` with the day before; returns how many that were."""
    held = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), unit=unit)
    last = on - timedelta(days=1)
    rows = list(held)
    Membership.objects.filter(pk__in=[row.pk for row in rows]).update(ends_on=last)
    for row in rows:
        row.ends_on = last
        log(
            instance=row,
            action="portal.end_membership",
            user=by,
            data={"on": last.isoformat(), "dissolved": unit.code},
        )
    return len(rows)
