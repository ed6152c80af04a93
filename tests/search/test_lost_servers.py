"""Real servers killed, cut off and blocked: afterwards index and database are the same.

These tests start Elasticsearch nodes of their own, so that the others keep theirs.
"""

import threading
from contextlib import suppress
from dataclasses import replace
from math import nan

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from search.engines import chosen, elasticsearch
from search.engines.interface import SearchUnavailable
from search.indexing import rebuilding, verifying
from search.indexing.lease import HELD_FOR, Lease
from search.indexing.outbox import OutboxEntry
from search.indexing.rebuilding import rebuild_index
from search.indexing.shipping import ship
from search.indexing.status import status
from search.items import Index, Kind
from search.sources.registry import SOURCES
from suggestions.models import Suggestion
from tests.factories import CampaignFactory, SuggestionFactory
from tests.nodes import running_nodes
from tests.search.door import Door
from tests.waiting import wait_until
from tests.worker import queued_tasks, worker_to_kill

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("elasticsearch-nodes"),
]
ROWS = 12


@pytest.fixture(scope="module")
def node():
    """One node of our own, to be killed and started again."""
    with running_nodes("faults") as nodes:
        yield nodes


@pytest.fixture
def on_node(node, settings, monkeypatch):
    """The portal on that node, with two whole indexes; the database's index beside it."""
    node.start()
    yield from _portal_on(node.address, settings, monkeypatch)


def _portal_on(address, settings, monkeypatch):
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", True
    settings.ELASTICSEARCH_URL = address
    monkeypatch.setattr(elasticsearch, "ANSWER_WITHIN", 2.0)
    monkeypatch.setattr(elasticsearch, "WRITE_WITHIN", 5.0)
    monkeypatch.setattr(verifying, "STRETCH", 3)
    monkeypatch.setattr(rebuilding, "TOGETHER", 1)
    cache.clear()
    call_command("search", "rebuild", "--engine", "elasticsearch")
    yield chosen.engine()
    for index in Index:
        chosen.engine().remove(index)


@pytest.fixture
def rows():
    """Published suggestions that have arrived in the index."""
    campaign = CampaignFactory()
    rows = [SuggestionFactory(published=True, campaign=campaign) for _number in range(ROWS)]
    ship("elasticsearch")
    return rows


def assert_nothing_lost(expected):
    """Everything is in the database, nothing waits, and `search verify` finds no difference."""
    assert set(expected) <= set(Suggestion.objects.values_list("pk", flat=True))
    ship("elasticsearch")
    assert status("elasticsearch").waiting == 0
    call_command("search", "verify", "--engine", "elasticsearch")
    assert chosen.engine().counts(Index.STAFF)[Kind.SUGGESTION] == Suggestion.objects.count()


def newly_handed_in(rows, number=3):
    """Suggestions that citizens hand in just now; their keys."""
    campaign = rows[0].campaign
    made = [SuggestionFactory(published=True, campaign=campaign) for _number in range(number)]
    return [row.pk for row in made]


def test_a_server_killed_in_the_middle_of_a_rebuild_loses_nothing(
    node, on_node, rows, monkeypatch, client
):
    fill, turns = rebuilding._fill, []

    def killing(*args):
        turns.append(args)
        if len(turns) == 2:
            node.kill()
        return fill(*args)

    with monkeypatch.context() as broken:
        broken.setattr(rebuilding, "_fill", killing)
        with pytest.raises(SearchUnavailable):
            rebuild_index(on_node, Index.PUBLIC)
    handed_in = newly_handed_in(rows)
    shown = client.get(reverse("search:search"), {"q": "建议标题"})

    assert shown.context["is_fallback"]
    assert shown.context["found"].answer.total == ROWS + len(handed_in)
    node.start()
    assert_nothing_lost(handed_in)
    rebuild_index(on_node, Index.PUBLIC)
    assert_nothing_lost(handed_in)
    assert len(on_node.client.indices.get(index=f"{on_node.prefix}-public-*")) == 1


def test_a_server_killed_under_live_traffic_loses_nothing(node, on_node, rows):
    handed_in, stop = [], threading.Event()

    def traffic():
        try:
            while not stop.is_set():
                handed_in.extend(newly_handed_in(rows, 1))
                # a worker's run; while the server is down it fails, and is tried again later
                with suppress(SearchUnavailable):
                    ship("elasticsearch")
        finally:
            connection.close()

    citizens = threading.Thread(target=traffic)
    citizens.start()
    wait_until(lambda: len(handed_in) > 1)
    node.kill()
    killed_at = len(handed_in)
    wait_until(lambda: len(handed_in) > killed_at + 1)
    node.start()
    stop.set()
    citizens.join()

    assert_nothing_lost(handed_in)


def test_a_disk_that_is_full_stops_no_intake_and_loses_nothing(on_node, rows):
    """At the flood stage the server itself makes its indexes read-only."""
    flood(on_node, "1000tb")
    try:
        wait_until(lambda: is_blocked(on_node), within=60)
        handed_in = newly_handed_in(rows)
        with pytest.raises(SearchUnavailable):
            ship("elasticsearch")
        state = status("elasticsearch")
        assert state.waiting >= len(handed_in)
        assert state.failed == 0
    finally:
        flood(on_node, None)
    wait_until(lambda: not is_blocked(on_node), within=60)

    assert_nothing_lost(handed_in)


def flood(engine, free):
    """Have the server want so much free space; None for what it was started with."""
    watermark = "cluster.routing.allocation.disk.watermark"
    wanted = {f"{watermark}.{stage}": free for stage in ("low", "high", "flood_stage")}
    wanted["cluster.info.update.interval"] = "10s"
    engine.client.cluster.put_settings(persistent=wanted)


def is_blocked(engine):
    """Whether the public index takes deletions only."""
    found = engine.client.indices.get_settings(index=f"{engine.prefix}-public")
    blocks = next(iter(found.values()))["settings"]["index"].get("blocks", {})
    return blocks.get("read_only_allow_delete") == "true"


def test_an_index_with_another_mapping_refuses_rows_until_it_is_rebuilt(on_node, rows):
    """As after an upgrade that was not followed by a rebuild."""
    for index in Index:
        on_node.remove(index)
        mapping = {"dynamic": "strict", "properties": {"kind": {"type": "keyword"}}}
        on_node.client.indices.create(
            index=f"{on_node.prefix}-{index}-20260101-000000-000000",
            mappings=mapping,
            aliases={f"{on_node.prefix}-{index}": {}},
        )
    handed_in = newly_handed_in(rows)
    refused = OutboxEntry.objects.filter(engine="elasticsearch").failed()
    assert set(refused.values_list("row", flat=True)) >= set(handed_in)
    assert "strict_dynamic_mapping_exception" in status("elasticsearch").last_error

    call_command("search", "rebuild", "--engine", "elasticsearch")

    assert_nothing_lost(handed_in)


def test_a_row_the_server_refuses_waits_by_itself_until_it_is_mended(on_node, rows, monkeypatch):
    source = SOURCES[Kind.SUGGESTION]

    def poisoning(prepared):
        items = source.prepare(prepared)
        return [replace(item, prior=nan) if item.row == rows[0].pk else item for item in items]

    with monkeypatch.context() as poisoned:
        poisoned.setitem(SOURCES, Kind.SUGGESTION, replace(source, prepare=poisoning))
        rows[0].save()
        handed_in = newly_handed_in(rows)
        waiting = OutboxEntry.objects.filter(engine="elasticsearch")
        assert set(waiting.values_list("row", "attempts")) == {(rows[0].pk, 1)}
        assert "NaN" in status("elasticsearch").last_error
    OutboxEntry.objects.update(due_at=timezone.now())

    assert_nothing_lost(handed_in)


@pytest.fixture
def door(on_node, node, settings):
    """A door before the node: a worker behind it sends, and waits for an answer."""
    door = Door(node.address)
    settings.ELASTICSEARCH_URL = door.url
    yield door
    door.open()
    settings.ELASTICSEARCH_URL = node.address
    door.shut()


def test_a_worker_killed_between_commit_and_send_loses_nothing(
    door, rows, monkeypatch, tmp_path, settings
):
    for name in ("SEARCH_ENGINE", "ELASTICSEARCH_URL"):
        monkeypatch.setenv(name, getattr(settings, name))
    with worker_to_kill(tmp_path / "log") as kill, queued_tasks():
        door.freeze()
        handed_in = newly_handed_in(rows)
        wait_until(lambda: Lease.objects.filter(engine="elasticsearch", holder__isnull=False))
        kill()
    door.open()

    assert ship("elasticsearch") == 0  # whoever was killed still has its turn
    assert status("elasticsearch").waiting >= len(handed_in)
    Lease.objects.update(until=timezone.now() - HELD_FOR)

    assert_nothing_lost(handed_in)


@pytest.fixture
def three_nodes(settings, monkeypatch):
    """The portal on a cluster of three nodes."""
    with running_nodes("trio", count=3, heap="256m") as nodes:
        for engine in _portal_on(nodes.address, settings, monkeypatch):
            engine.client.cluster.health(wait_for_status="green", timeout="20s")
            yield nodes, engine


def test_one_of_three_nodes_may_be_lost_and_search_goes_on(three_nodes, rows, client):
    nodes, engine = three_nodes
    call_command("search", "verify", "--engine", "elasticsearch")

    nodes.kill(primary_of(engine, Index.PUBLIC, nodes))
    handed_in = newly_handed_in(rows)
    wait_until(lambda: has_arrived(handed_in), within=40)
    shown = client.get(reverse("search:search"), {"q": "建议标题"})

    assert not shown.context["is_fallback"]
    assert shown.context["found"].answer.total == ROWS + len(handed_in)
    assert_nothing_lost(handed_in)


def primary_of(engine, index, nodes):
    """The place of the node that holds the first copy of `index`."""
    shards = engine.client.cat.shards(index=f"{engine.prefix}-{index}", format="json")
    name = next(shard["node"] for shard in shards if shard["prirep"] == "p")
    return [node.name for node in nodes.nodes].index(name)


def has_arrived(keys):
    """Whether all of `keys` are sent; a cluster may need a moment to choose a new leader."""
    with suppress(SearchUnavailable):
        ship("elasticsearch")
        for index in Index:
            chosen.engine().settle(index)
        cache.clear()
    return not OutboxEntry.objects.filter(engine="elasticsearch", row__in=keys).exists()
