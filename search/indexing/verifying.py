"""Verifying: database and index are compared row by row, in stretches that fit in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.engines.interface import Engine
from search.indexing.outbox import enqueue
from search.indexing.shipping import prepared_rows
from search.items import Index, Key, Kind
from search.sources.registry import SOURCES

STRETCH = 500
"""Rows compared at once."""

Progress = Callable[[int], object]


@dataclass
class Report:
    """What was compared, and how many rows the index lacks, has outdated or has too many."""

    compared: int = 0
    missing: int = 0
    outdated: int = 0
    surplus: int = 0
    unpreparable: int = 0

    @property
    def differences(self) -> int:
        """The number of rows that are not the same in both."""
        return self.missing + self.outdated + self.surplus + self.unpreparable

    def __str__(self) -> str:
        """The figures in one line."""
        return (
            f"{self.compared} compared, {self.missing} missing, {self.outdated} outdated, "
            f"{self.surplus} surplus, {self.unpreparable} unpreparable"
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of a part of all numbers: which belong into the index, which are stored there.

    `stored` holds their fingerprints. The stretches of a kind together cover every number.
    """

    rows: list[int]
    stored: dict[int, str]


def stretches(engine: Engine | None, index: Index, kind: Kind) -> Iterator[Stretch]:
    """All rows of `kind`, a stretch at a time; without an `engine` what it stores is left out.

    However different database and index are, a stretch has no more than STRETCH rows of each.
    """
    after, source = 0, SOURCES[kind]
    while True:
        keys = source.rows(index).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
        rows = list(keys[:STRETCH])
        stored = engine.fingerprints(index, kind, after, STRETCH) if engine else {}
        ends = [max(part) for part in (rows, stored) if len(part) == STRETCH]
        if not ends:
            yield Stretch(rows, stored)
            return
        after = min(ends)
        yield Stretch(
            [row for row in rows if row <= after],
            {row: mark for row, mark in stored.items() if row <= after},
        )


def verify_index(
    engine: Engine, index: Index, *, repair: bool = False, progress: Progress = lambda rows: None
) -> Report:
    """Compare every row of every kind; with `repair` what differs goes into the outbox.

    What is on its way in the outbox counts as a difference: ship first.
    """
    report = Report()
    for kind in SOURCES:
        for stretch in stretches(engine, index, kind):
            different = _compare(index, kind, stretch, report)
            if repair:
                enqueue([Key(kind, row) for row in different], engines=[engine.name])
            progress(len(stretch.rows))
    return report


def _compare(index: Index, kind: Kind, stretch: Stretch, report: Report) -> set[int]:
    """The rows of a stretch that differ, counted in `report`."""
    items, errors = prepared_rows(index, kind, stretch.rows)
    wanted, stored = {item.row: item.fingerprint for item in items}, stretch.stored
    missing = wanted.keys() - stored.keys()
    surplus = stored.keys() - wanted.keys()
    outdated = {row for row in wanted.keys() & stored.keys() if wanted[row] != stored[row]}
    report.compared += len(stretch.rows)
    report.missing += len(missing)
    report.surplus += len(surplus)
    report.outdated += len(outdated)
    report.unpreparable += len(errors)
    return missing | surplus | outdated
