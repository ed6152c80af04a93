"""Twelve months of the invented hotline, up to the month before the demo is loaded."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from portal.hotline.columns import Column, Sort
from portal.hotline.importing import import_rows
from portal.hotline.periods import Period
from portal.spreadsheets.rows import Row
from search.demo.city import City
from search.demo.clock import as_of
from search.demo.reading import text_file

MONTHS = 12
PUBLISHED_ON_DAY = 6
"""Day of the following month on which the figures appear."""
TENTH = Decimal("0.1")


class DemoFiguresWrong(Exception):
    """The demo's own figures do not add up; the message says where."""


def publish_hotline(city: City) -> None:
    """Import the figures month by month, each as of the month after it."""
    told, today = text_file("hotline"), timezone.localdate(city.today)
    this_month = Period(today.replace(day=1))
    for number, back in enumerate(range(MONTHS, 0, -1)):
        first = this_month.back(back)
        shown_on = (first + timedelta(days=31)).replace(day=PUBLISHED_ON_DAY)
        with as_of(city.past((shown_on - today).days)):
            rows = _rows(told, first, number)
            report = import_rows(rows, by=city.people["publisher"], on=shown_on)
        if report.errors:
            raise DemoFiguresWrong(report.errors[0].reason)


def _rows(told: dict[str, Any], first: date, number: int) -> Iterator[Row]:
    """The table of one month: the whole, the topics, the units."""
    course = {name: values[number] for name, values in told["course"].items() if name != RATED}
    counts = {topic["name"]: topic["calls"][first.month - 1] for topic in told["topic"]}
    calls = sum(counts.values())
    month = Period(first).title
    cells = [(Sort.TOTAL, "", calls, course, told["course"][RATED])]
    cells += [(Sort.TOPIC, name, count, {}, 0.0) for name, count in counts.items()]
    cells += [_unit(unit, calls, course, told["course"][RATED]) for unit in told["unit"]]
    for line, (sort, name, count, figures, rated) in enumerate(cells, start=2):
        yield Row(line, _cells(month, sort, name, count, figures, rated))


RATED = "rated_share"
Figures = dict[str, str]


def _unit(
    unit: dict[str, Any], calls: int, course: Figures, rated: float
) -> tuple[Sort, str, int, Figures, float]:
    """One unit's cases, with its own pace and its own ratings."""
    days = Decimal(course["days"]) * Decimal(str(unit["slower"]))
    satisfaction = Decimal(course["satisfaction"]) + Decimal(str(unit["happier"]))
    figures = {"days": str(days.quantize(TENTH)), "satisfaction": str(satisfaction)}
    return Sort.UNIT, unit["name"], calls * unit["share"] // 1000, figures, rated


def _cells(
    month: str, sort: Sort, name: str, count: int, figures: Figures, rated: float
) -> dict[str, object]:
    """A row of the table under its usual headings."""
    ratings = int(count * rated)
    satisfaction = figures.get("satisfaction", "")
    return {
        Column.PERIOD.value: month,
        Column.SORT.value: sort.value,
        Column.NAME.value: name,
        Column.COUNT.value: count,
        Column.ANSWERED.value: f"{figures['answered']}%" if "answered" in figures else "",
        Column.DAYS.value: figures.get("days", ""),
        Column.SATISFACTION.value: f"{satisfaction}%" if satisfaction else "",
        Column.RATINGS.value: ratings or "",
    }
