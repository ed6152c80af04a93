"""Finding a station: by area, and by words of its name, address or area."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from portal.chinese import runs, words
from portal.organisation.area import Area
from portal.organisation.directory.windows import ServiceWindow
from portal.organisation.unit import Unit

MOST_WORDS = 8
"""Words of a search that count; more would only slow it down."""
MOST_AREAS = 200
"""Areas of one level offered as links."""
FIELDS = ("name", "address", "area__name", "services")


def stations(*, on: date) -> QuerySet[Unit]:
    """All stations that exist on `on`, with their areas and service windows in two queries."""
    windows = Prefetch("windows", ServiceWindow.objects.order_by("weekday", "opens"))
    found: QuerySet[Unit] = Unit.objects.stations().in_force(on)
    return found.select_related("area").prefetch_related(windows)


def in_area(rows: QuerySet[Unit], area: Area) -> QuerySet[Unit]:
    """Those of `rows` in `area`, an area within it, or one that was merged into these.

    Two mergers are followed; a station keeps the area that it was entered with.
    """
    here = Q()
    for way in ("area", "area__successor", "area__successor__successor"):
        here |= Q(**{f"{way}__path__startswith": area.path})
    return rows.filter(here)


def named(rows: QuerySet[Unit], query: str) -> QuerySet[Unit]:
    """Those of `rows` in which every word of `query` comes, in whatever field."""
    for word in words(runs(query))[:MOST_WORDS]:
        somewhere = Q(pk__in=[])
        for field in FIELDS:
            somewhere |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(somewhere)
    return rows


def areas_below(area: Area | None, *, on: date) -> list[Area]:
    """The areas one level below `area` that exist on `on`.

    Without `area` the highest; where there is only one of these, those below it.
    """
    if area is None:
        highest = list(Area.objects.filter(depth=1).in_force(on)[:MOST_AREAS])
        return areas_below(highest[0], on=on) or highest if len(highest) == 1 else highest
    below = Area.objects.filter(path__startswith=area.path, depth=area.depth + 1)
    return list(below.in_force(on)[:MOST_AREAS])
