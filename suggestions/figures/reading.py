"""Reading: the figures of a unit and a period, from the cells; the same few queries at any size."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
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

    def period(self) -> QuerySet[Cell]:
        """All cells of these months."""
        return Cell.objects.filter(month__range=(self.first, self.last))

    def cells(self) -> QuerySet[Cell]:
        """The cells of the period that are about this topic or channel, of all units."""
        return self.period().filter(kind=self.kind, value=self.value)

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


@dataclass(frozen=True)
class Table:
    """The sum of what was chosen, and its parts."""

    total: Row
    rows: list[Row]


def by_unit(choice: Choice) -> Table:
    """A line for the unit's own work and for each unit directly below; one query."""
    unit = choice.unit
    cells = choice.cells().filter(unit__path__startswith=unit.path, unit__depth__lte=unit.depth + 1)
    found = cells.values("unit", "unit__name").annotate(**SUMS).order_by("unit__path")
    counted = [Row(row["unit__name"], str(row["unit"]), counts_of(row)) for row in found]
    whole = next((row for row in counted if row.key == str(unit.pk)), _nothing(choice))
    below = [row for row in counted if row.key != whole.key]
    own = {
        name: count - sum(row.counts[name] for row in below) for name, count in whole.counts.items()
    }
    name = _("{unit} itself").format(unit=unit)
    return Table(whole, _not_empty([Row(name, whole.key, own), *below]))


def by_month(choice: Choice) -> Table:
    """A line for each month with suggestions; one query."""
    cells = choice.cells().filter(unit=choice.unit).order_by("month")
    rows = [Row(f"{cell.month:%Y-%m}", f"{cell.month:%Y-%m}", counts_of(cell)) for cell in cells]
    sums = {name: sum(row.counts[name] for row in rows) for name in COUNTERS}
    return Table(Row(choice.unit.name, str(choice.unit.pk), sums), _not_empty(rows))


def by_channel(choice: Choice) -> Table:
    """A line for each channel; one query. Only the sum while a topic is chosen."""
    names = {} if choice.topic else {channel.value: str(channel.label) for channel in Channel}
    if choice.channel:
        names = {choice.channel: names[choice.channel]}
    return _by_value(choice, Kind.CHANNEL, names)


def by_topic(choice: Choice) -> Table:
    """A line for each topic directly below the chosen one, or on top; two queries.

    Only the sum while a channel is chosen.
    """
    if choice.channel:
        return _by_value(choice, Kind.TOPIC, {})
    nodes = choice.topic.get_children() if choice.topic else Topic.get_root_nodes()
    return _by_value(choice, Kind.TOPIC, {str(topic.pk): topic.name for topic in nodes})


def _by_value(choice: Choice, kind: Kind, names: dict[str, str]) -> Table:
    whole = Q(kind=choice.kind, value=choice.value)
    cells = choice.period().filter(whole | Q(kind=kind, value__in=names), unit=choice.unit)
    found = cells.order_by().values("kind", "value").annotate(**SUMS)
    counts = {(row["kind"], row["value"]): counts_of(row) for row in found}
    parts = [
        Row(name, value, counts[kind, value])
        for value, name in names.items()
        if (kind, value) in counts
    ]
    sums = counts.get((choice.kind, choice.value), _nothing(choice).counts)
    total = Row(choice.unit.name, str(choice.unit.pk), sums)
    return Table(total, sorted(_not_empty(parts), key=lambda row: -row.counts["received"]))


def _nothing(choice: Choice) -> Row:
    return Row(choice.unit.name, str(choice.unit.pk), dict.fromkeys(COUNTERS, 0))


def _not_empty(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.counts["received"]]


def median_days(choice: Choice) -> float | None:
    """The exact median of the days (of 86,400 seconds) until the first reply; None without any.

    The kept counts by whole days say on which day the middle lies; only the suggestions of
    that day are looked at. Of an even number it is the mean of the two in the middle. Two
    queries; None also where the figures were counted again just between the two.
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
    first, last = (replied - 1) // 2, replied // 2
    earlier, middle = _days_around(days, first, last)
    rows = choice.facts().filter(handling_days__in=middle).order_by("handling_seconds")
    seconds = rows.values_list("handling_seconds", flat=True)[first - earlier : last - earlier + 1]
    return sum(seconds) / len(seconds) / DAY if seconds else None


def _days_around(days: list[tuple[int, int]], first: int, last: int) -> tuple[int, list[int]]:
    """How many replies come before the days on which the places `first` to `last` lie, and these
    days; places count from nought.
    """
    passed, earlier, middle = 0, 0, []
    for day, count in days:
        if passed + count <= first:
            earlier += count
        elif passed <= last:
            middle.append(day)
        passed += count
    return earlier, middle
