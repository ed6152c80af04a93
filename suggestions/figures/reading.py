"""Reading: the figures of a unit and a period, from the cells; the same few queries at any size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.figures.case_facts import CaseFacts
from suggestions.figures.cells import Cell, DayCount, Kind
from suggestions.figures.counts import COUNTERS, DAY, counts_of
from suggestions.figures.figure import FIGURES, Share, mean_days
from suggestions.states import Channel

SUMS = {name: Sum(name) for name in COUNTERS}


@dataclass(frozen=True)
class Choice:
    """What is looked at: a unit with those below, months (both included), a topic or a channel.

    `first` and `last` are first days of months.
    """

    unit: Unit
    first: date
    last: date
    topic: Topic | None = None
    channel: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of cell that answers this."""
        if self.topic is not None:
            return Kind.TOPIC
        return Kind.CHANNEL if self.channel else Kind.ALL

    @property
    def value(self) -> str:
        """The value of those cells."""
        return str(self.topic.pk) if self.topic is not None else self.channel

    def cells(self, kind: str | None = None) -> QuerySet[Cell]:
        """The cells of the period, of this choice's kind and value or all those of `kind`."""
        rows = Cell.objects.filter(month__range=(self.first, self.last))
        return rows.filter(kind=kind) if kind else rows.filter(kind=self.kind, value=self.value)

    def facts(self) -> QuerySet[CaseFacts]:
        """The suggestions that are counted."""
        rows = CaseFacts.objects.below(self.unit).filter(month__range=(self.first, self.last))
        if self.topic is not None:
            rows = rows.filter(topic__path__startswith=self.topic.path)
        return rows.filter(channel=self.channel) if self.channel else rows


@dataclass(frozen=True)
class Row:
    """One line: whose it is, its key for the next choice, and its counts."""

    name: str
    key: str
    counts: dict[str, int]

    @property
    def shares(self) -> list[Share]:
        """All figures of these counts."""
        return [figure.of(self.counts) for figure in FIGURES]

    @property
    def mean_days(self) -> float | None:
        """See figure.mean_days."""
        return mean_days(self.counts)


NOTHING = dict.fromkeys(COUNTERS, 0)


def total(choice: Choice) -> Row:
    """The sums of the whole choice; one query."""
    sums = choice.cells().filter(unit=choice.unit).aggregate(**SUMS)
    return Row(str(choice.unit), str(choice.unit.pk), counts_of(sums))


def by_month(choice: Choice) -> list[Row]:
    """A line for each month with suggestions; one query."""
    cells = choice.cells().filter(unit=choice.unit).order_by("month")
    return [Row(f"{cell.month:%Y-%m}", f"{cell.month:%Y-%m}", counts_of(cell)) for cell in cells]


def by_unit(choice: Choice) -> list[Row]:
    """A line for each unit directly below, and one for the unit's own work; three queries."""
    below = {unit.pk: unit for unit in choice.unit.get_children()}
    cells = choice.cells().filter(unit__in=below).order_by("unit__path")
    rows = _summed(cells, "unit", lambda key: str(below[key]))
    whole = total(choice).counts
    own = {name: whole[name] - sum(row.counts[name] for row in rows) for name in COUNTERS}
    name = _("{unit} itself").format(unit=choice.unit)
    rows = [Row(name, str(choice.unit.pk), own), *rows]
    return [row for row in rows if row.counts["received"]]


def by_channel(choice: Choice) -> list[Row]:
    """A line for each channel; one query. Nothing while a topic is chosen."""
    if choice.topic is not None:
        return []
    cells = choice.cells(Kind.CHANNEL).filter(unit=choice.unit)
    if choice.channel:
        cells = cells.filter(value=choice.channel)
    return _summed(cells.order_by("value"), "value", lambda key: str(Channel(key).label))


def by_topic(choice: Choice) -> list[Row]:
    """A line for each topic directly below the chosen one, or on top; two queries.

    Nothing while a channel is chosen.
    """
    if choice.channel:
        return []
    nodes = choice.topic.get_children() if choice.topic else Topic.get_root_nodes()
    names = {str(topic.pk): topic.name for topic in nodes}
    cells = choice.cells(Kind.TOPIC).filter(unit=choice.unit, value__in=names)
    rows = _summed(cells.order_by("value"), "value", lambda key: names[key])
    return sorted(rows, key=lambda row: -row.counts["received"])


def _summed(cells: QuerySet[Cell], group: str, name_of: Any) -> list[Row]:
    rows = cells.values(group).annotate(**SUMS)
    return [Row(name_of(row[group]), str(row[group]), counts_of(row)) for row in rows]


def median_days(choice: Choice) -> float | None:
    """The exact median of the days (of 86,400 seconds) until the first reply; None without any.

    The kept counts by whole days say on which day the middle lies; only the suggestions of
    that day are looked at. Of an even number it is the mean of the two in the middle. Three
    queries at most.
    """
    counted = DayCount.objects.filter(
        unit=choice.unit,
        kind=choice.kind,
        value=choice.value,
        month__range=(choice.first, choice.last),
        count__gt=0,
    )
    sums = counted.order_by("days").values("days").annotate(replies=Sum("count"))
    days = list(sums.values_list("days", "replies"))
    replied = sum(count for _day, count in days)
    if not replied:
        return None
    middle = {(replied - 1) // 2, replied // 2}
    seconds = [_nth(choice, days, place) for place in sorted(middle)]
    return sum(seconds) / len(seconds) / DAY


def _nth(choice: Choice, days: Iterable[tuple[int, int]], place: int) -> int:
    """The seconds of the suggestion at `place` (from nought) in order of their seconds."""
    for day, count in days:
        if place < count:
            rows = choice.facts().filter(handling_days=day).order_by("handling_seconds")
            return rows.values_list("handling_seconds", flat=True)[place]
        place -= count
    raise IndexError(place)


def months_between(first: date, last: date) -> Iterator[date]:
    """The first days of the months from `first` to `last`, both included."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
