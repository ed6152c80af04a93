"""Passing on: forms that a dissolved station has not typed yet are its successor's to type."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.organisation.holdings import Holding
from portal.organisation.unit import Unit
from suggestions.paper.sheet import Sheet, SheetBatch, SheetQuerySet, SheetState


def pass_on(unit: Unit, successor: Unit) -> None:
    """Give `successor` the batches of `unit` in which something is still to be typed or settled.

    Printed forms keep the station that gave them out.
    """
    keys = set(_waiting(unit).values_list("batch", flat=True))
    SheetBatch.objects.filter(pk__in=keys).update(station=successor)


def holdings(unit: Unit, on: date) -> list[Holding]:
    """The forms still to be typed, for the page before the station is dissolved."""
    label = _("Paper forms to type or compare")
    return [Holding(label, _waiting(unit).count(), _("They go to the successor."))]


def _waiting(unit: Unit) -> SheetQuerySet:
    untyped = Q(state__in=[SheetState.WAITING, SheetState.READY])
    unsettled = Q(pk__in=Sheet.objects.all().in_sample().filter(comparison=None).values("pk"))
    return Sheet.objects.filter(untyped | unsettled, batch__station=unit)
