"""Turns: a rebuild that was held up until its turn passed to somebody else stops."""

from uuid import uuid4

import pytest

from search.engines.interface import SearchUnavailable
from search.indexing import rebuilding
from search.indexing.lease import Lease
from search.indexing.rebuilding import rebuild_index
from search.indexing.verifying import verify_index
from search.items import Index
from tests.factories import SuggestionFactory


def test_a_rebuild_whose_turn_has_passed_stops(engine, db, monkeypatch):
    SuggestionFactory(published=True)
    prepared = rebuilding.prepared

    def held_up(index, keys):
        Lease.objects.update(holder=uuid4())
        return prepared(index, keys)

    monkeypatch.setattr(rebuilding, "prepared", held_up)
    with pytest.raises(SearchUnavailable):
        rebuild_index(engine, Index.PUBLIC)

    monkeypatch.undo()
    Lease.objects.all().delete()
    rebuild_index(engine, Index.PUBLIC)
    engine.settle(Index.PUBLIC)
    assert verify_index(engine, Index.PUBLIC).differences == 0
