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


def stretches(index: Index, kind: Kind) -> Iterator[tuple[int, int | None, list[int]]]:
    """All rows of `kind` that belong into `index`, a stretch at a time.

    Each is (after, up to, rows): the rows with after < primary key ≤ up to. The last stretch
    has no upper end, so that together they cover every number.
    """
    after, source = 0, SOURCES[kind]
    while True:
        rows = source.rows(index).filter(pk__gt=after).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:STRETCH])
        if len(keys) < STRETCH:
            yield after, None, keys
            return
        yield after, keys[-1], keys
        after = keys[-1]


def verify_index(
    engine: Engine, index: Index, *, repair: bool = False, progress: Progress = lambda rows: None
) -> Report:
    """Compare every row of every kind; with `repair` what differs goes into the outbox.

    What is on its way in the outbox counts as a difference: ship first.
    """
    report = Report()
    for kind in SOURCES:
        for after, upto, rows in stretches(index, kind):
            different = _compare(engine, index, kind, after, upto, rows, report)
            if repair:
                enqueue([Key(kind, row) for row in different], engines=[engine.name])
            progress(len(rows))
    return report


def _compare(
    engine: Engine,
    index: Index,
    kind: Kind,
    after: int,
    upto: int | None,
    rows: list[int],
    report: Report,
) -> set[int]:
    """The rows of a stretch that differ, counted in `report`."""
    items, errors = prepared_rows(index, kind, rows)
    wanted = {item.row: item.fingerprint for item in items}
    stored = engine.fingerprints(index, kind, after, upto)
    missing = wanted.keys() - stored.keys()
    surplus = stored.keys() - wanted.keys()
    outdated = {row for row in wanted.keys() & stored.keys() if wanted[row] != stored[row]}
    report.compared += len(rows)
    report.missing += len(missing)
    report.surplus += len(surplus)
    report.outdated += len(outdated)
    report.unpreparable += len(errors)
    return missing | surplus | outdated
