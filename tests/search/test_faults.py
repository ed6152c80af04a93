"""With the real server behind a door that shuts: nothing is lost, nobody waits for long."""

import time

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from search import asking
from search.engines import chosen, elasticsearch
from search.engines.interface import SearchUnavailable
from search.indexing import rebuilding
from search.indexing.outbox import OutboxEntry
from search.indexing.rebuilding import rebuild_index
from search.indexing.shipping import ship
from search.indexing.verifying import verify_index
from search.items import Index
from suggestions.figures.case_facts import CaseFacts
from tests.factories import CampaignFactory, SuggestionFactory
from tests.search.door import Door
from tests.waiting import wait_until

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def door(settings, monkeypatch):
    """The portal on Elasticsearch, behind a door; the database's index is kept beside it."""
    door = Door(settings.ELASTICSEARCH_URL)
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", True
    settings.ELASTICSEARCH_URL = door.url
    monkeypatch.setattr(elasticsearch, "WRITE_WITHIN", 2.0)
    monkeypatch.setattr(elasticsearch, "ANSWER_WITHIN", 1.0)
    cache.clear()
    call_command("search", "rebuild", "--engine", "elasticsearch")
    yield door
    door.open()
    for index in Index:
        chosen.engine().remove(index)
    door.shut()


@pytest.fixture
def campaign(door):
    return CampaignFactory()


def waiting():
    return OutboxEntry.objects.filter(engine="elasticsearch").count()


def differences():
    engine = chosen.engine("elasticsearch")
    for index in Index:
        engine.settle(index)
    return sum(verify_index(engine, index).differences for index in Index)


@pytest.mark.parametrize("fault", ["shut", "freeze"])
def test_while_it_is_away_suggestions_come_in_and_are_indexed_when_it_is_back(
    door, campaign, fault
):
    getattr(door, fault)()

    rows = [SuggestionFactory(published=True, campaign=campaign) for _number in range(3)]
    assert waiting() >= len(rows)
    CaseFacts.objects.filter(suggestion=rows[0]).delete()
    rows[0].delete()

    door.open()
    ship("elasticsearch")

    assert waiting() == 0
    assert differences() == 0


@pytest.mark.parametrize("fault", ["shut", "freeze"])
def test_the_search_page_waits_once_and_then_asks_the_database_at_once(
    door, campaign, client, fault
):
    row = SuggestionFactory(published=True, campaign=campaign, title="加装电梯")
    getattr(door, fault)()

    first = client.get(reverse("search:search"), {"q": "电梯"})
    start = time.monotonic()
    second = client.get(reverse("search:search"), {"q": "电梯"})

    for response in (first, second):
        assert response.context["is_fallback"]
        assert row.get_absolute_url() in response.content.decode()
    assert time.monotonic() - start < elasticsearch.ANSWER_WITHIN


def test_elasticsearch_answers_again_after_a_while(door, campaign, client, monkeypatch):
    monkeypatch.setattr(asking, "LEFT_ALONE_FOR", 1)
    SuggestionFactory(published=True, campaign=campaign, title="加装电梯")
    door.shut()

    def asks_database():
        return client.get(reverse("search:search"), {"q": "电梯"}).context["is_fallback"]

    assert asks_database()

    door.open()

    wait_until(lambda: not asks_database())


def test_a_rebuild_in_which_the_server_goes_away_leaves_the_index_in_use(
    door, campaign, monkeypatch
):
    SuggestionFactory(published=True, campaign=campaign)
    ship("elasticsearch")
    engine = chosen.engine("elasticsearch")
    fill = rebuilding._fill

    def failing(*args):
        door.shut()
        return fill(*args)

    with monkeypatch.context() as broken:
        broken.setattr(rebuilding, "_fill", failing)
        with pytest.raises(SearchUnavailable):
            rebuild_index(engine, Index.PUBLIC)
    door.open()

    assert differences() == 0
    rebuild_index(engine, Index.PUBLIC)
    assert differences() == 0
    assert len(engine.client.indices.get(index=f"{engine.prefix}-public-*")) == 1


def test_an_index_that_refuses_to_write_is_not_the_rows_fault(door, campaign):
    engine = chosen.engine("elasticsearch")
    alias = f"{engine.prefix}-*"
    block = "index.blocks.read_only_allow_delete"
    engine.client.indices.put_settings(index=alias, settings={block: True})

    SuggestionFactory(published=True, campaign=campaign)
    with pytest.raises(SearchUnavailable):
        ship("elasticsearch")
    assert OutboxEntry.objects.filter(attempts__gt=0).count() == 0

    engine.client.indices.put_settings(index=alias, settings={block: None})
    ship("elasticsearch")
    assert differences() == 0


def test_without_an_index_writing_creates_none_by_accident(door, campaign):
    engine = chosen.engine("elasticsearch")
    for index in Index:
        engine.remove(index)

    SuggestionFactory(published=True, campaign=campaign)
    with pytest.raises(SearchUnavailable):
        ship("elasticsearch")

    assert dict(engine.client.indices.get(index=f"{engine.prefix}-*")) == {}
    call_command("search", "rebuild", "--engine", "elasticsearch")
    assert differences() == 0
