"""Shipping: nothing is lost, nothing blocks, everything may happen twice."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from search.engines.interface import SearchUnavailable
from search.indexing import shipping
from search.indexing.lease import Lease, lease
from search.indexing.outbox import OutboxEntry, enqueue
from search.indexing.shipping import ship
from search.items import Index, Key, Kind
from search.sources.registry import SOURCES
from search.tasks import ship as ship_task
from tests.factories import CampaignFactory, SuggestionFactory


@pytest.fixture
def rows(db):
    """Three published suggestions whose changes wait in the outbox."""
    campaign = CampaignFactory()
    return [SuggestionFactory(published=True, campaign=campaign) for _number in range(3)]


@pytest.fixture
def poisoned(rows, monkeypatch):
    """One of three rows cannot be prepared."""
    source, good = SOURCES[Kind.SUGGESTION], SOURCES[Kind.SUGGESTION].prepare

    def prepare(prepared):
        if rows[1] in prepared:
            raise ValueError("poison")
        return good(prepared)

    monkeypatch.setitem(
        SOURCES, Kind.SUGGESTION, type(source)(**vars(source) | {"prepare": prepare})
    )
    return rows[1]


def suggestions_in(engine, index=Index.PUBLIC):
    engine.settle(index)
    return engine.counts(index).get(Kind.SUGGESTION, 0)


def test_everything_sent_leaves_the_outbox(engine, rows):
    ship(engine.name)

    assert not OutboxEntry.objects.exists()
    assert suggestions_in(engine) == 3


def test_shipping_twice_changes_nothing(engine, rows):
    ship(engine.name)
    enqueue([Key(Kind.SUGGESTION, row.pk) for row in rows])
    ship(engine.name)

    assert not OutboxEntry.objects.exists()
    assert suggestions_in(engine) == 3


def test_more_rows_than_fit_into_a_batch_are_all_sent(engine, rows, monkeypatch):
    monkeypatch.setattr(shipping, "BATCH", 2)

    ship(engine.name)

    assert not OutboxEntry.objects.exists()
    assert suggestions_in(engine) == 3


def test_a_poisoned_row_does_not_block_the_others(engine, rows, poisoned):
    ship(engine.name)

    waiting = list(OutboxEntry.objects.values_list("kind", "row", "attempts", "error").distinct())
    assert waiting == [("suggestion", poisoned.pk, 1, "ValueError: poison")]
    assert suggestions_in(engine) == 2


def test_a_failed_row_waits_longer_after_each_attempt(engine, rows, poisoned):
    ship(engine.name)
    first = OutboxEntry.objects.latest("pk")
    OutboxEntry.objects.update(due_at=timezone.now())
    ship(engine.name)
    second = OutboxEntry.objects.latest("pk")

    assert second.attempts == 2
    assert second.due_at - timezone.now() > first.due_at - first.queued_at


def test_while_the_engine_is_down_entries_wait_and_then_arrive(engine, rows, monkeypatch):
    def write(self, index, items, gone=()):
        raise SearchUnavailable("down")

    waiting = OutboxEntry.objects.count()
    with monkeypatch.context() as broken:
        broken.setattr(type(engine), "write", write)
        with pytest.raises(SearchUnavailable):
            ship(engine.name)
    assert OutboxEntry.objects.filter(attempts=0).count() == waiting

    ship(engine.name)

    assert not OutboxEntry.objects.exists()
    assert suggestions_in(engine) == 3


def test_the_task_survives_an_engine_that_is_down(rows, settings):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    enqueue([Key(Kind.SUGGESTION, rows[0].pk)])

    ship_task()

    waiting = OutboxEntry.objects.filter(engine="elasticsearch")
    assert waiting.exists()
    assert not OutboxEntry.objects.filter(engine="database").exists()


def test_only_one_process_sends_at_a_time(engine, rows):
    with lease(engine.name) as is_ours:
        assert is_ours
        assert ship(engine.name) == 0

    assert OutboxEntry.objects.exists()
    assert ship(engine.name) > 0


def test_who_has_lost_the_lease_sends_no_more(engine, rows, monkeypatch):
    monkeypatch.setattr(shipping, "BATCH", 1)
    send = shipping.ship_batch

    def slow(*args):
        Lease.objects.update(holder=uuid.uuid4(), until=timezone.now() + timedelta(minutes=3))
        return send(*args)

    monkeypatch.setattr(shipping, "ship_batch", slow)

    assert ship(engine.name) == 1
    assert OutboxEntry.objects.exists()


def test_a_lease_whose_holder_was_killed_runs_out(engine, rows):
    Lease.objects.create(engine=engine.name, until=timezone.now() + timedelta(minutes=1))
    assert ship(engine.name) == 0

    Lease.objects.update(until=timezone.now())

    assert ship(engine.name) > 0
