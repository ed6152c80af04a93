"""The clocks on the page of one suggestion: what is due when, by which rule, met or late."""

from datetime import date, datetime

from django.utils import timezone

from portal.accounts.user import User
from portal.working_days.stored import unannounced_years
from suggestions.clocks.clock import Clock
from suggestions.handling.desk.panels import Panel
from suggestions.suggestion import Suggestion

ORDER = 120


def clocks_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """The clocks, open ones first; None if none ever ran. Three queries."""
    at = timezone.now()
    rows = suggestion.clocks.select_related("unit").prefetch_related("pauses", "changes")
    clocks = sorted(rows, key=lambda clock: (not clock.is_open, clock.due_at))
    if not clocks:
        return None
    context = {
        "clocks": [(clock, standing(clock, at)) for clock in clocks],
        "unannounced": unannounced_years(on, last_day(clocks, on)),
    }
    return Panel("suggestions/clocks/panel.html", context, order=ORDER)


def standing(clock: Clock, at: datetime) -> str:
    """How the clock stands: met, met-late, cancelled, paused, late, today or running."""
    late = clock.is_late(at)
    if clock.cancelled_at:
        return "cancelled"
    if clock.met_at:
        return "met-late" if late else "met"
    if clock.paused_at:
        return "paused"
    if late:
        return "late"
    same_day = timezone.localdate(clock.due_at) == timezone.localdate(at)
    return "today" if same_day else "running"


def last_day(clocks: list[Clock], on: date) -> date:
    """The local day on which the last open clock ends; `on` if none is open later."""
    return max([on, *(timezone.localdate(clock.due_at) for clock in clocks if clock.is_open)])
