"""The public directory of stations."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from portal.keys import keys_in
from portal.organisation.area import Area
from portal.organisation.directory.finding import areas_below, in_area, named, stations
from portal.organisation.directory.windows import ServiceWindow, Weekday
from portal.paging import window

PAGE_SIZE = 20
LONGEST_QUERY = 100


@require_safe
def station_list(request: HttpRequest) -> HttpResponse:
    """The stations, narrowed by area and words; what makes no sense is ignored."""
    today = localdate()
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    area = _area(request.GET.get("area", ""), on=today)
    rows = named(stations(on=today), query)
    rows = in_area(rows, area) if area else rows
    page = window(rows, ("path",), cursor=request.GET.get("page", ""), size=PAGE_SIZE)
    for row in page.rows:
        row.today = [one for one in row.windows.all() if one.weekday == today.weekday()]
    context = {
        "query": query,
        "area": area,
        "above": area.get_ancestors() if area else [],
        "areas": areas_below(area, on=today),
        "window": page,
    }
    return render(request, "portal/organisation/stations.html", context)


@require_safe
def station(request: HttpRequest, pk: int) -> HttpResponse:
    """One station: where it is, when it is open, what one can do there; 404 once it is gone."""
    today = localdate()
    found = get_object_or_404(stations(on=today), pk=pk)
    area = found.area.current(today) if found.area else None
    context = {
        "station": found,
        "above": [*area.get_ancestors(), area] if area else [],
        "week": week_of(list(found.windows.all())),
        "weekday": today.weekday(),
        "services": [line for line in found.services.splitlines() if line.strip()],
    }
    return render(request, "portal/organisation/station.html", context)


def week_of(windows: list[ServiceWindow]) -> list[tuple[Weekday, list[ServiceWindow]]]:
    """The days of the week, each with its windows; empty if no day has one."""
    days = [(day, [row for row in windows if row.weekday == day]) for day in Weekday]
    return days if any(rows for _day, rows in days) else []


def _area(key: str, *, on: date) -> Area | None:
    return Area.objects.in_force(on).filter(pk__in=keys_in([key])).first()
