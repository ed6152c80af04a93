"""The public page of leaders, their duties and the days on which they receive people."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Case, Prefetch, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from portal.organisation.leaders.leader import Leader, ReceptionDay
from portal.organisation.leaders.reception import coming
from portal.organisation.unit import Tier, Unit

UNITS_ON_A_PAGE = 20
BY_TIER = Case(*(When(tier=tier, then=rank) for rank, tier in enumerate(Tier)), default=len(Tier))
"""The city's units first, then those of counties, townships and villages."""


@dataclass(frozen=True)
class Shown:
    """A leader with the reception days still to come."""

    leader: Leader
    receptions: list[tuple[date, ReceptionDay]]


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """The leaders by unit, highest first."""
    today = localdate()
    people = Leader.objects.public().order_by("order", "pk")
    units = Unit.objects.in_force(today).filter(
        pk__in=Leader.objects.public().order_by().values("unit")
    )
    units = units.prefetch_related(Prefetch("leaders", people.prefetch_related("reception_days")))
    pages = Paginator(units.order_by(BY_TIER, "path"), UNITS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    groups = [(unit, shown(unit.leaders.all(), on=today)) for unit in page]
    return render(request, "portal/organisation/leaders.html", {"groups": groups, "page_obj": page})


def shown(people: list[Leader], *, on: date) -> list[Shown]:
    """Each leader with what comes from `on`."""
    return [Shown(leader, coming(leader.reception_days.all(), on=on)) for leader in people]
