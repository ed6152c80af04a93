"""The public page of leaders, their duties and the days on which they receive people."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from portal.organisation.leaders.leader import Leader, ReceptionDay
from portal.organisation.leaders.reception import coming
from portal.organisation.unit import Unit
from portal.paging import window

UNITS_ON_A_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """A leader with the reception days still to come."""

    leader: Leader
    receptions: list[tuple[date, ReceptionDay]]


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """The leaders by unit, highest first."""
    today = localdate()
    people = Leader.objects.filter(shown=True).order_by("order", "pk")
    units = Unit.objects.in_force(today).filter(
        pk__in=Leader.objects.filter(shown=True).order_by().values("unit")
    )
    units = units.prefetch_related(Prefetch("leaders", people.prefetch_related("reception_days")))
    page = window(units, ("path",), cursor=request.GET.get("page", ""), size=UNITS_ON_A_PAGE)
    groups = [(unit, shown(unit.leaders.all(), on=today)) for unit in page.rows]
    return render(request, "portal/organisation/leaders.html", {"groups": groups, "window": page})


def shown(people: list[Leader], *, on: date) -> list[Shown]:
    """Each leader with what comes from `on`."""
    return [Shown(leader, coming(leader.reception_days.all(), on=on)) for leader in people]
