"""Cells: the counters that the figures are read from, so that no page counts suggestions.

A suggestion counts in the cells of its unit and of every unit above, and there three times:
for everything, for its channel, and for its topic and the topics above. So each row of the
figures page is one cell a month, however many suggestions or units there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisation.unit import Unit
from suggestions.figures.case_facts import CaseFacts
from suggestions.figures.counts import COUNTERS, Counts, counts_of

Item = TypeVar("Item")

KEY_LENGTH = 60
BATCH = 500


class Kind(models.TextChoices):
    """What a cell is about besides unit and month."""

    ALL = "all", _("All")
    CHANNEL = "channel", _("Channel")
    TOPIC = "topic", _("Topic")


class Place(NamedTuple):
    """Which cell: month, unit's key, kind, and the channel or the topic's key ("" for ALL)."""

    month: date
    unit: int
    kind: str
    value: str

    @property
    def key(self) -> str:
        """The primary key of the cell."""
        return f"{self.month:%Y%m}/{self.unit}/{self.kind}/{self.value}"


class Cell(Counts):
    """The sums of one place."""

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True)
    month = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("cell of the figures")
        verbose_name_plural = _("cells of the figures")
        indexes = [models.Index(fields=["unit", "kind", "month"], name="figures_cell")]

    def __str__(self) -> str:
        """Its place."""
        return self.key


class DayCount(models.Model):
    """How many suggestions of a place were replied to after so many whole days."""

    key = models.CharField(max_length=KEY_LENGTH + 10, primary_key=True)
    month = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=20, blank=True)
    days = models.PositiveIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("days until the reply")
        verbose_name_plural = _("days until the reply")
        indexes = [models.Index(fields=["unit", "kind", "value", "month"], name="figures_days")]

    def __str__(self) -> str:
        """Place and days."""
        return self.key


def places_of(facts: CaseFacts) -> Iterator[Place]:
    """All cells that `facts` count in."""
    topics = facts.topics.split("/") if facts.topics else []
    for unit in map(int, facts.units.split("/")):
        yield Place(facts.month, unit, Kind.ALL, "")
        yield Place(facts.month, unit, Kind.CHANNEL, facts.channel)
        for topic in topics:
            yield Place(facts.month, unit, Kind.TOPIC, topic)


class Sums:
    """Sums by place and column, and of replies by place and day; may be below nought."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.counts: dict[Place, list[int]] = defaultdict(lambda: [0] * len(COUNTERS))
        self.days: dict[tuple[Place, int], int] = defaultdict(int)

    def add(self, facts: CaseFacts, sign: int = 1) -> None:
        """Count `facts`, or with a sign of -1 take them off again."""
        counted = [sign * count for count in counts_of(facts).values()]
        for place in places_of(facts):
            sums = self.counts[place]
            for column, count in enumerate(counted):
                sums[column] += count
            if facts.handling_days is not None:
                self.days[place, facts.handling_days] += sign

    def apply(self) -> None:
        """Add the sums to the stored cells. Whoever calls this holds the lock of the figures.

        A cell that would fall below nought was wrong before: it stays at nought for
        verify_figures to find, since counting must not stop for everybody.
        """
        changed = [place for place, sums in self.counts.items() if any(sums)]
        for part in _parts(changed):
            self._apply_counts(part)
        moved = [item for item, count in self.days.items() if count]
        for some in _parts(moved):
            self._apply_days(some)

    def _apply_counts(self, places: list[Place]) -> None:
        stored = Cell.objects.in_bulk([place.key for place in places])
        cells = []
        for place in places:
            cell = stored.get(place.key) or cell_at(place)
            for name, count in zip(COUNTERS, self.counts[place], strict=True):
                setattr(cell, name, max(0, getattr(cell, name) + count))
            cells.append(cell)
        Cell.objects.bulk_create(
            cells, update_conflicts=True, unique_fields=["key"], update_fields=COUNTERS
        )

    def _apply_days(self, items: list[tuple[Place, int]]) -> None:
        stored = DayCount.objects.in_bulk([day_key(*item) for item in items])
        rows = []
        for place, days in items:
            row = stored.get(day_key(place, days)) or days_at(place, days)
            row.count = max(0, row.count + self.days[place, days])
            rows.append(row)
        DayCount.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["key"], update_fields=["count"]
        )


def day_key(place: Place, days: int) -> str:
    """The primary key of the count of replies after `days` at `place`."""
    return f"{place.key}/{days}"


def cell_at(place: Place) -> Cell:
    """An empty cell, not stored."""
    return Cell(
        key=place.key, month=place.month, unit_id=place.unit, kind=place.kind, value=place.value
    )


def days_at(place: Place, days: int) -> DayCount:
    """A count of nought, not stored."""
    return DayCount(
        key=day_key(place, days),
        month=place.month,
        unit_id=place.unit,
        kind=place.kind,
        value=place.value,
        days=days,
        count=0,
    )


def _parts(items: list[Item]) -> Iterable[list[Item]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
