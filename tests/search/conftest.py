"""Both engines behind one fixture: a test that takes `engine` runs on each of them."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection

from search.engines import chosen
from search.indexing.rebuilding import rebuild_index
from search.indexing.shipping import ship
from search.items import Facet, Index, Item, Kind
from search.scope import Scope
from search.vocabulary import known

EVERYTHING = Scope(paths=(), everything=True)
ENGINES = ["database", pytest.param("elasticsearch", marks=pytest.mark.services)]


@pytest.fixture(autouse=True)
def _nothing_known():
    """What a process has read belongs to the rows of one test."""
    known.forget()


@pytest.fixture
def committed(db, django_capture_on_commit_callbacks):
    """Call it around a change, and what waits for the commit is done at its end."""

    @contextmanager
    def committed():
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield
        connection.run_on_commit.clear()

    return committed


@pytest.fixture(params=ENGINES)
def engine(request, db, settings):
    """An engine with two empty indexes; the settings choose it and no other."""
    settings.SEARCH_ENGINE = request.param
    settings.SEARCH_FALLBACK = False
    cache.clear()
    engine = chosen.engine()
    for index in Index:
        engine.begin_rebuild(index)
        engine.finish_rebuild(index)
    yield engine
    if request.param == "elasticsearch":
        for index in Index:
            engine.remove(index)


@pytest.fixture
def store(engine):
    """Store items in the public index and make them findable."""

    def store(*items, index=Index.PUBLIC):
        errors = engine.write(index, items)
        engine.settle(index)
        return errors

    return store


@pytest.fixture
def follow(engine):
    """Send everything in the outbox, and make it findable."""

    def follow():
        ship(engine.name)
        for index in Index:
            engine.settle(index)

    return follow


@pytest.fixture
def rebuild(engine):
    """Fill both indexes from the database."""

    def rebuild():
        for index in Index:
            assert rebuild_index(engine, index) == {}
            engine.settle(index)

    return rebuild


def item(row, title="", body="", **fields):
    """An item as a source would prepare it."""
    facets = {Facet(name): value for name, value in fields.pop("facets", {}).items()}
    values = {"kind": Kind.SUGGESTION, "url": f"/{row}/", "date": date(2026, 5, 1), "version": 1}
    return Item(row=row, title=title, body=body, facets=facets, **values | fields)
