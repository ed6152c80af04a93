"""Rebuilding: an index is filled anew from the database while it stays in use."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from django.utils import timezone

from search.engines.interface import Engine, SearchUnavailable, Shipment
from search.indexing.lease import Turn, awaited_lease
from search.indexing.outbox import OutboxEntry
from search.indexing.shipping import prepared, ship_batch
from search.indexing.verifying import stretches
from search.items import Index, Key
from search.sources.registry import SOURCES

TOGETHER = 10
"""Stretches stored in one turn; changes reach the index in use between two turns."""

Progress = Callable[[int], object]


def rebuild_index(
    engine: Engine, index: Index, *, progress: Progress = lambda rows: None
) -> dict[Key, str]:
    """Fill `index` anew; the errors of rows that could not be stored.

    Writes go on meanwhile: between two turns the outbox is emptied into both the index in
    use and the one being built. Broken off, it is simply begun again; what the broken one
    left is dropped. Raises SearchUnavailable, and leaves the index in use as it was, if the
    engine goes away or a later rebuild has taken the place of this one.
    """
    errors: dict[Key, str] = {}
    engine.begin_rebuild(index)
    remaining = _stretches(engine, index)
    while together := list(islice(remaining, TOGETHER)):
        errors |= _fill(engine, index, together)
        progress(sum(map(len, together)))
    # Nobody may send meanwhile: what went to the index in use alone would be lost with it.
    with awaited_lease(engine.name) as turn:
        _keep(turn)
        engine.finish_rebuild(index)
    _try_again(engine)
    return errors


def _stretches(engine: Engine, index: Index) -> Iterator[list[Key]]:
    """The keys of all rows, a stretch at a time; with those only stored where they are kept."""
    for kind in SOURCES:
        for stretch in stretches(engine if engine.rebuilds_in_place else None, index, kind):
            yield [Key(kind, row) for row in {*stretch.rows, *stretch.stored}]


def _fill(engine: Engine, index: Index, together: Sequence[Sequence[Key]]) -> dict[Key, str]:
    """Store stretches read while nobody else sends anything, then what changed meanwhile."""
    errors: dict[Key, str] = {}

    def shipments(turn: Turn) -> Iterable[Shipment]:
        for keys in together:
            _keep(turn)
            batch = prepared(index, keys)
            errors.update(batch.errors)
            yield Shipment(batch.items, batch.gone)

    with awaited_lease(engine.name) as turn:
        errors |= engine.fill(index, shipments(turn))
        _keep(turn)
        # The other index may still be missing; then the outbox waits for it.
        with suppress(SearchUnavailable):
            ship_batch(engine)
    return errors


def _keep(turn: Turn) -> None:
    """Renew the turn; raises SearchUnavailable if it has passed to somebody else."""
    if not turn.renewed():
        raise SearchUnavailable("The rebuild was held up for so long that its turn ended.")


def _try_again(engine: Engine) -> None:
    """Have rows sent again now that the index in use refused: the new one may take them."""
    OutboxEntry.objects.filter(engine=engine.name).failed().update(due_at=timezone.now())
