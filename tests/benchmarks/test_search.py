"""Search on one Elasticsearch node: what the product costs beside the bare requests it makes."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from time import perf_counter
from typing import Any

import pytest
from django.conf import settings as django_settings
from elasticsearch import Elasticsearch, helpers

from portal import chinese
from search.completion.completing import complete
from search.engines import chosen
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_bulk import prepared_actions
from search.engines.interface import Shipment
from search.finding import Question, find
from search.indexing.shipping import prepared
from search.indexing.verifying import STRETCH, stretches
from search.items import Index, Key, Kind
from search.queries.words import parse
from search.reading import PUBLIC_FACETS
from search.similar import Draft, similar
from tests import databases
from tests.benchmarks.measured import COMMAND
from tests.benchmarks.suggestions import insert
from tests.benchmarks.texts import queries, texts
from tests.benchmarks.timing import Ask, p95_ratio
from tests.nodes import running_nodes
from tests.worker import database_address

SIZE = int(os.environ.get("BENCH_SEARCH_SIZE", "1000000"))
HEAP = os.environ.get("BENCH_SEARCH_HEAP", "2g")
SAMPLE = min(25_000, SIZE // 5)
"""Documents sent bare before the rebuild, and others after it."""
STRETCHES = SAMPLE // STRETCH
ASKED = 200
"""Different questions of each sort."""
MOST_MEGABYTES = 300
Report = Callable[..., None]
Request = tuple[tuple[Any, ...], dict[str, Any]]


@pytest.fixture
def engine(transactional_db: None, settings: Any) -> Iterator[ElasticsearchEngine]:
    """The product's engine on a node of its own that holds nothing yet."""
    with running_nodes("bench", heap=HEAP) as nodes:
        settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
        settings.ELASTICSEARCH_URL = nodes.address
        engine = chosen.engine()
        assert isinstance(engine, ElasticsearchEngine)
        yield engine


@pytest.mark.benchmark_run
@pytest.mark.services
def test_search_beside_bare_requests(engine: ElasticsearchEngine, report: Report) -> None:
    for index in Index:
        engine.begin_rebuild(index)
        engine.finish_rebuild(index)
    insert(SIZE)
    documents = _documents()
    warm = _sent_bare(engine, islice(documents, 5))
    assert warm
    before = _sent_bare(engine, islice(documents, STRETCHES))
    rebuilt = _measured("rebuild", engine)
    after = _sent_bare(engine, islice(documents, STRETCHES))
    bare = (before[0] + after[0]) / (before[1] + after[1])
    report(
        "search: rebuild",
        size=SIZE,
        ratio=rebuilt["rows"] / rebuilt["seconds"] / bare,
        reference=f"helpers.bulk, then a refresh, of {before[0] + after[0]} of the same documents",
        unit="documents a second per document a second sent bare (higher is faster)",
    )
    engine.settle(Index.PUBLIC)
    verified = _measured("verify", engine)
    assert rebuilt["wrong"] == verified["wrong"] == 0
    for name, figures in (("rebuild", rebuilt), ("verify", verified)):
        report(
            f"search: memory of {name}",
            size=SIZE,
            ratio=figures["megabytes"] / MOST_MEGABYTES,
            reference=f"{MOST_MEGABYTES} MB",
            unit="peak memory of the process per reference (lower is better)",
        )
    for name, reference, pairs in (
        ("page's query", "the same requests sent bare", _page_queries(engine)),
        ("similar", "a bare match query of the same text", _similar(engine)),
        ("completion", "the same requests sent bare", _completions(engine)),
    ):
        report(
            f"search: {name}",
            size=SIZE,
            ratio=p95_ratio(pairs),
            reference=reference,
            unit="p95 per p95 of the reference (lower is faster)",
        )


def _documents() -> Iterator[list[dict[str, Any]]]:
    """Stretches of documents, prepared as the product prepares them."""
    for stretch in stretches(None, Index.PUBLIC, Kind.SUGGESTION):
        batch = prepared(Index.PUBLIC, [Key(Kind.SUGGESTION, row) for row in stretch.rows])
        yield list(prepared_actions(Index.PUBLIC, "bare", Shipment(batch.items)))


def _sent_bare(
    engine: ElasticsearchEngine, documents: Iterator[list[dict[str, Any]]]
) -> tuple[int, float]:
    """How many there were, and the seconds until helpers.bulk had stored and made them found."""
    engine.begin_rebuild(Index.STAFF)
    name = next(iter(engine.client.indices.get_alias(name=f"{engine.prefix}-staff-building")))
    client = engine.client.options(request_timeout=60)
    number, seconds = 0, 0.0
    for stretch in documents:
        actions = [action | {"_index": name} for action in stretch]
        start = perf_counter()
        helpers.bulk(client, actions, chunk_size=500)
        seconds += perf_counter() - start
        number += len(actions)
    start = perf_counter()
    client.indices.refresh(index=name)  # a rebuild ends with what is stored being found as well
    seconds += perf_counter() - start
    client.indices.delete(index=name)
    return number, seconds


def _measured(action: str, engine: ElasticsearchEngine) -> dict[str, float]:
    """What `measured` says of the product's own path."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "TEST_PROCESS": str(django_settings.PROCESS),
        "DATABASE_URL": database_address(databases.own_name()),
        "ELASTICSEARCH_URL": django_settings.ELASTICSEARCH_URL,
        "SEARCH_ENGINE": "elasticsearch",
    }
    done = subprocess.run(
        [*COMMAND, action],
        env=os.environ | environment,
        cwd=databases.PROJECT,
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _page_queries(engine: ElasticsearchEngine) -> Iterator[tuple[Ask, Ask]]:
    for query in queries(ASKED):
        question = Question(words=parse(query), facets=PUBLIC_FACETS)
        yield _beside_its_requests(engine, lambda q=question: find(engine, Index.PUBLIC, q))


def _completions(engine: ElasticsearchEngine) -> Iterator[tuple[Ask, Ask]]:
    for query in queries(ASKED, seed=3):
        yield _beside_its_requests(engine, lambda q=query[:3]: complete(q))


def _similar(engine: ElasticsearchEngine) -> Iterator[tuple[Ask, Ask]]:
    index = f"{engine.prefix}-{Index.PUBLIC}"
    for title, body in texts(ASKED, seed=4):
        draft = Draft(title, body)
        text = " ".join(chinese.bigrams(chinese.runs(draft.text)))
        match = {"match": {"bigrams": text}}
        yield (
            lambda d=draft: similar(engine, Index.PUBLIC, d),
            lambda m=match: engine.client.search(index=index, query=m),
        )


def _beside_its_requests(engine: ElasticsearchEngine, ask: Ask) -> tuple[Ask, Ask]:
    """`ask`, asked once already, and the requests it made, all in one."""
    with _recorded(engine.client) as requests:
        ask()
    perform = engine.client.transport.perform_request
    return ask, lambda: [perform(*given, **named) for given, named in requests]


@contextmanager
def _recorded(client: Elasticsearch) -> Iterator[list[Request]]:
    """The requests that the client makes meanwhile."""
    requests: list[Request] = []
    perform = client.transport.perform_request

    def performing(*given: Any, **named: Any) -> Any:
        requests.append((given, named))
        return perform(*given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client.transport, "perform_request", performing)
        yield requests
