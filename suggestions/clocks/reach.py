"""Reach: the years into which time limits run, and whether their working days are known."""

from datetime import datetime

from django.utils import timezone

from portal.working_days.stored import unannounced_years
from suggestions.clocks.clock import Clock


def unannounced(at: datetime) -> list[int]:
    """The years that running clocks reach and whose make-up days nobody has announced yet."""
    latest = Clock.objects.running().order_by("-due_at", "-pk").values_list("due_at", flat=True)
    last = max(latest.first() or at, at)
    return unannounced_years(timezone.localdate(at), timezone.localdate(last))
