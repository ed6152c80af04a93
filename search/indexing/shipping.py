"""Shipping: what lies in the outbox is read anew from the database and sent to its engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.utils import timezone

from search.engines.chosen import engine as engine_named
from search.engines.interface import Engine, Gone
from search.indexing.lease import lease
from search.indexing.outbox import LONGEST_ERROR, OutboxEntry, enqueue
from search.items import Index, Item, Key, Kind
from search.sources.registry import SOURCES

BATCH = 500
"""Entries sent at once."""
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
"""A row that cannot be stored is tried again after twice as long each time."""
DELETED = 2**62
"""The version under which a row is removed that is no longer in the database."""
POISON = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, ObjectDoesNotExist)
"""What a row with impossible content can raise while it is prepared."""

Errors = dict[Key, str]


@dataclass(frozen=True)
class Batch:
    """What to store in and remove from one index, and what could not be prepared."""

    items: list[Item]
    gone: list[Gone]
    errors: Errors


def ship(name: str) -> int:
    """Send everything due to the engine called `name`; the number of entries settled.

    Only one process at a time does this; for any other there is nothing to do. Raises
    SearchUnavailable, and leaves the entries as they are, while the engine is down.
    """
    settled = 0
    while True:
        with lease(name) as turn:
            if turn is None:
                return settled
            # However much there is to send: whose turn has run out must not send any more.
            while turn.renewed() and (done := ship_batch(engine_named(name))):
                settled += done
        # Somebody may have come while we held the lease, and have gone again.
        if not OutboxEntry.objects.due(name, timezone.now()).exists():
            return settled


def ship_batch(engine: Engine) -> int:
    """Send the oldest entries to `engine`; how many there were. Call it with the lease held."""
    entries = list(OutboxEntry.objects.due(engine.name, timezone.now())[:BATCH])
    keys = sorted({entry.key for entry in entries})
    errors: Errors = {}
    for index in Index:
        batch = prepared(index, keys)
        errors |= batch.errors | engine.write(index, batch.items, batch.gone)
    _settle(engine, entries, errors)
    return len(entries)


def prepared(index: Index, keys: Sequence[Key]) -> Batch:
    """The items of `keys` for `index` as the database has them now, and those to remove."""
    items: list[Item] = []
    errors: Errors = {}
    for kind, rows in _by_kind(keys).items():
        made, failed = prepared_rows(index, kind, rows)
        items += made
        errors |= failed
    kept = {item.key for item in items} | errors.keys()
    return Batch(items, _gone(key for key in keys if key not in kept), errors)


def prepared_rows(index: Index, kind: Kind, rows: Sequence[int]) -> tuple[list[Item], Errors]:
    """The items of one kind; where preparing one fails, the others are made all the same."""
    try:
        return SOURCES[kind].items(index, rows), {}
    except POISON as error:
        if len(rows) == 1:
            return [], {Key(kind, rows[0]): f"{type(error).__name__}: {error}"}
    single = [prepared_rows(index, kind, [row]) for row in rows]
    return (
        [item for items, _failed in single for item in items],
        {key: text for _items, failed in single for key, text in failed.items()},
    )


def _gone(keys: Iterable[Key]) -> list[Gone]:
    """What to remove, with the version of the row if there still is one."""
    gone: list[Gone] = []
    for kind, rows in _by_kind(keys).items():
        source = SOURCES[kind]
        found: QuerySet[Model] = QuerySet(source.model).filter(pk__in=rows)
        versions = {row.pk: source.version(row) for row in found}
        gone += [Gone(Key(kind, row), versions.get(row, DELETED)) for row in rows]
    return gone


def _settle(engine: Engine, entries: Sequence[OutboxEntry], errors: Mapping[Key, str]) -> None:
    """Forget what arrived, and have what depends on it follow; try the rest again later."""
    with transaction.atomic():
        arrived = [entry for entry in entries if entry.key not in errors]
        OutboxEntry.objects.filter(pk__in=[entry.pk for entry in arrived]).delete()
        for kind, rows in _by_kind({entry.key for entry in arrived}).items():
            enqueue(SOURCES[kind].dependents(rows), engines=[engine.name])
        for entry in entries:
            if entry.key in errors:
                _postpone(entry, errors[entry.key])


def _postpone(entry: OutboxEntry, error: str) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(entry.attempts, 20), LONGEST_PAUSE)
    OutboxEntry.objects.filter(pk=entry.pk).update(
        attempts=F("attempts") + 1, error=error[:LONGEST_ERROR], due_at=timezone.now() + pause
    )


def _by_kind(keys: Iterable[Key]) -> dict[Kind, list[int]]:
    rows: dict[Kind, list[int]] = {}
    for key in keys:
        rows.setdefault(key.kind, []).append(key.row)
    return rows
