"""Passing on: a unit is dissolved, and its successor owes what it owed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.organisation.unit import Unit
from portal.signals import changed
from suggestions.clocks.clock import Clock
from suggestions.clocks.running import cancel
from suggestions.states import Classification


@transaction.atomic
def pass_clocks_on(unit: Unit, successor: Unit, *, at: datetime) -> int:
    """Let `successor` owe what `unit` owes, with the time that is left; returns how many clocks.

    What the successor owes already ends for `unit`. Reports against someone move only to an
    office that reads them.
    """
    clocks = Clock.objects.open().filter(unit=unit)
    if not successor.receives_reports:
        clocks = clocks.exclude(suggestion__classification=Classification.REPORT)
    same = Clock.objects.open().filter(
        unit=successor, suggestion=OuterRef("suggestion"), step=OuterRef("step")
    )
    cancel(clocks.filter(Exists(same)), at=at)
    keys = list(clocks.order_by().values_list("pk", flat=True))
    moved = Clock.objects.filter(pk__in=keys).update(unit=successor)
    changed(Clock, keys)
    return moved
