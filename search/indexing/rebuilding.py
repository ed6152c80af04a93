"""Rebuilding: an index is filled anew from the database while it stays in use."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from time import sleep

from search.engines.interface import Engine, SearchUnavailable
from search.indexing.lease import lease
from search.indexing.shipping import prepared, ship_batch
from search.indexing.verifying import stretches
from search.items import Index, Key, Kind
from search.sources.registry import SOURCES

ASK_AGAIN_AFTER = 0.05
"""Seconds to wait for whoever sends to the engine just now."""

Progress = Callable[[int], object]


def rebuild_index(
    engine: Engine, index: Index, *, progress: Progress = lambda rows: None
) -> dict[Key, str]:
    """Fill `index` anew; the errors of rows that could not be stored.

    Writes go on meanwhile: between two stretches the outbox is emptied into both the index
    in use and the one being built. Broken off, it is simply begun again.
    """
    errors: dict[Key, str] = {}
    engine.begin_rebuild(index)
    for kind in SOURCES:
        for after, upto, rows in stretches(index, kind):
            errors |= _fill(engine, index, kind, after, upto, rows)
            progress(len(rows))
    engine.finish_rebuild(index)
    return errors


def _fill(
    engine: Engine, index: Index, kind: Kind, after: int, upto: int | None, rows: list[int]
) -> dict[Key, str]:
    """Store one stretch, read while nobody else sends anything, then what changed meanwhile."""
    while True:
        with lease(engine.name) as is_ours:
            if is_ours:
                stored: Iterable[int] = ()
                if engine.rebuilds_in_place:
                    stored = engine.fingerprints(index, kind, after, upto)
                keys = [Key(kind, row) for row in {*rows, *stored}]
                batch = prepared(index, keys)
                errors = batch.errors | engine.fill(index, batch.items, batch.gone)
                # The other index may still be missing; then the outbox waits for it.
                with suppress(SearchUnavailable):
                    ship_batch(engine)
                return errors
        sleep(ASK_AGAIN_AFTER)
