"""Places of the demo: when stations are open, who leads, what was renamed and what dissolved."""

from datetime import time, timedelta
from typing import Any

from django.utils.timezone import localdate

from portal.organisation.directory.windows import ServiceWindow
from portal.organisation.dissolving import dissolve
from portal.organisation.leaders.leader import Leader, ReceptionDay
from portal.organisation.unit import Unit
from search.demo.city import City
from search.demo.reading import text_file


def furnish_places(city: City) -> None:
    """Open the stations, introduce the leaders, and tell what changed."""
    texts = text_file("places")
    _locate(city, texts["services"].strip())
    _open(city, texts["windows"])
    for fields in texts["leader"]:
        _introduce(city, fields)
    _rename(city, texts["renamed"])
    _dissolve(city, texts["dissolved"])
    # the office took a place in the tree, and units behind it moved
    by_code = {unit.code: unit for unit in Unit.objects.all()}
    city.units = {code: by_code[code] for code in city.units}


def _locate(city: City, services: str) -> None:
    """Every unit has the code of its area, every station says what it does."""
    units = list(Unit.objects.select_related("area"))
    for unit in units:
        unit.division_code = unit.area.code if unit.area else ""
        unit.services = services if unit.kind == "station" else ""
    Unit.objects.bulk_update(units, ["division_code", "services"])


def _open(city: City, rows: list[dict[str, Any]]) -> None:
    ServiceWindow.objects.bulk_create(
        ServiceWindow(
            unit=city.units[row["unit"]],
            weekday=day,
            opens=time.fromisoformat(opens),
            closes=time.fromisoformat(closes),
            note=row["note"],
        )
        for row in rows
        for day in row["days"]
        for opens, closes in row["times"]
    )


def _introduce(city: City, fields: dict[str, Any]) -> None:
    leader = Leader.objects.create(
        unit=city.units[fields["unit"]],
        **{name: fields[name] for name in ("name", "post", "duties")},
    )
    ReceptionDay.objects.create(
        leader=leader,
        week=fields["week"],
        weekday=fields["weekday"],
        begins=time.fromisoformat(fields["begins"]),
        ends=time.fromisoformat(fields["ends"]),
        place=fields["place"],
        how_to_register=fields["register"],
    )


def _rename(city: City, told: dict[str, Any]) -> None:
    """An area that had another name not long ago."""
    area = city.areas[told["area"]]
    area.refresh_from_db()
    today, area.name = area.name, told["earlier"]
    area.take_name(today, since=told["until"] + timedelta(days=1))
    area.save(update_fields=["name", "former_names"])


def _dissolve(city: City, told: dict[str, Any]) -> None:
    """An office that is no more; another goes on with its work."""
    names = ("code", "name", "tier", "kind")
    above = Unit.objects.get(pk=city.units[told["parent"]].pk)
    fields = {name: told[name] for name in names}
    office = above.add_child(area=city.areas[told["area"]], **fields)
    on = localdate(city.today) - timedelta(days=told["days_ago"])
    dissolve(office, city.units[told["successor"]], on=on, by=None)
