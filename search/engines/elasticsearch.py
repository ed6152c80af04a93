"""The engine for production: Elasticsearch 8 with two indexes behind aliases.

`golden-ideas-public` is an alias of an index with a dated name; a rebuild fills another one,
known as `golden-ideas-public-building` meanwhile, and then moves the alias.
"""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError, helpers

from search.engines import elasticsearch_answer as answers
from search.engines import elasticsearch_query as queries
from search.engines.elasticsearch_bulk import prepared_actions, refusal
from search.engines.elasticsearch_document import ItemDocument
from search.engines.interface import (
    Answer,
    Frequencies,
    Gone,
    SearchUnavailable,
    Shipment,
    Titled,
)
from search.items import Index, Item, Key, Kind
from search.queries.plan import Plan, Token

ANSWER_WITHIN = 3.0
"""Seconds a visitor waits before the other engine is asked."""
WRITE_WITHIN = 60.0
"""Seconds for one batch."""
BATCH_DOCUMENTS = 250
BATCH_BYTES = 8 * 1024 * 1024
SHORTEST_AWAKE = "1s"
SELDOM_AWAKE = "30s"
"""How soon what is stored is found: from day to day, and while the very first index is filled."""
SENDERS = 1
"""Batches that travel to the server while the next is prepared; each takes 15 MB."""
BEGUN = "%Y%m%d-%H%M%S-%f"
"""The end of an index's name: when it was begun."""
OWN = "-own"
"""The end of the alias by which only the rebuild that began an index knows it."""


class ElasticsearchEngine:
    """Searches in Elasticsearch."""

    name = "elasticsearch"
    rebuilds_in_place = False

    def __init__(self, client: Elasticsearch, *, prefix: str) -> None:
        """An engine on the indexes whose names begin with `prefix`."""
        self.client = client
        self.prefix = prefix
        self._own: dict[Index, str] = {}  # aliases that name what this engine is building

    def answer(self, plan: Plan) -> Answer:
        """What `plan` finds, in one request."""
        with _errors():
            found = self.client.options(request_timeout=ANSWER_WITHIN).search(
                index=self._alias(plan.index),
                body=queries.body(plan),
                # The same copy for everyone, or pages of equal scores change their order.
                preference="search-page",
            )
        hits = tuple(answers.hit(hit) for hit in found["hits"]["hits"])
        return answers.answer(hits, found.body) if plan.counted else Answer(len(hits), hits)

    def frequencies(self, index: Index, tokens: Sequence[Token]) -> Frequencies:
        """In how many items each token is, by the term vectors of an artificial document."""
        if not tokens:
            return Frequencies(sum(self.counts(index).values()), {})
        text = queries.termvectors(tokens)
        with _errors():
            vectors = self.client.options(request_timeout=ANSWER_WITHIN).termvectors(
                index=self._alias(index),
                doc=text,
                fields=list(text),
                term_statistics=True,
                positions=False,
                offsets=False,
            )["term_vectors"]
        return answers.frequencies(vectors, tokens)

    def completions(self, *typed: str, size: int) -> list[Titled]:
        """Public items kept under a key that begins with one of `typed`, by the suggester."""
        with _errors():
            found = self.client.options(request_timeout=ANSWER_WITHIN).search(
                index=self._alias(Index.PUBLIC), body=queries.completion(typed, size)
            )
        suggested = found["suggest"].values()
        stored = [option["_source"] for parts in suggested for option in parts[0]["options"]]
        titled = (Titled(Key(Kind(one["kind"]), one["row"]), one["title"]) for one in stored)
        return list(dict.fromkeys(titled))

    def write(
        self, index: Index, items: Sequence[Item], gone: Sequence[Gone] = ()
    ) -> dict[Key, str]:
        """Store and remove in the index in use and in the one being built, if there is one."""
        shipment = Shipment(items, gone)
        errors = self._send(index, self._alias(index), shipment)
        with _errors():
            building = self.client.indices.exists_alias(name=self._building(index))
        if building:
            errors |= self._send(index, self._building(index), shipment)
        return errors

    def begin_rebuild(self, index: Index) -> None:
        """Create an empty index beside the one in use; drop what a broken rebuild left.

        The very first index is in use from the start.
        """
        name = f"{self._alias(index)}-{datetime.now(UTC):{BEGUN}}"
        self._own[index] = f"{name}{OWN}"
        with _errors():
            self._drop(self._building(index))
            fresh = ItemDocument._index.clone(name)
            fresh.aliases(**{self._building(index): {}, self._own[index]: {}})
            is_first = not self._behind(self._alias(index))
            fresh.settings(refresh_interval=SELDOM_AWAKE if is_first else -1)
            if is_first:
                fresh.aliases(**{self._alias(index): {}})
            fresh.create(using=self.client)

    def fill(self, index: Index, shipments: Iterable[Shipment]) -> dict[Key, str]:
        """Store in the index this engine began; one shipment is prepared while others travel."""
        errors: dict[Key, str] = {}
        travelling: deque[Future[dict[Key, str]]] = deque()
        with ThreadPoolExecutor(SENDERS) as senders:
            for shipment in shipments:
                travelling.append(senders.submit(self._send, index, self._own[index], shipment))
                # Only as many as there are senders, or shipments would pile up in memory.
                while len(travelling) > SENDERS:
                    errors |= travelling.popleft().result()
            for sent in travelling:
                errors |= sent.result()
        return errors

    def finish_rebuild(self, index: Index) -> None:
        """Move the alias to the index that was built and delete the one it named before."""
        alias, own = self._alias(index), self._own.pop(index)
        with _errors():
            fresh = next(iter(self.client.indices.get_alias(name=own)))
            self.client.indices.put_settings(
                index=fresh, settings={"refresh_interval": SHORTEST_AWAKE}
            )
            self.client.options(request_timeout=WRITE_WITHIN).indices.refresh(index=fresh)
            before = [name for name in self._behind(alias) if name != fresh]
            actions: list[dict[str, Any]] = [
                {"remove": {"index": fresh, "aliases": [self._building(index), own]}},
                {"add": {"index": fresh, "alias": alias}},
                *({"remove_index": {"index": name}} for name in before),
            ]
            self.client.indices.update_aliases(actions=actions)

    def forget_unfinished(self, index: Index, begun_before: datetime) -> None:
        """Drop an index that was begun before then, unless it is in use for want of another."""
        with _errors():
            left = set(self._behind(self._building(index))) - {*self._behind(self._alias(index))}
            old = [name for name in left if _begun(name) < begun_before]
            if old:
                self.client.indices.delete(index=old)

    def fingerprints(self, index: Index, kind: Kind, after: int, most: int) -> dict[int, str]:
        """Fingerprints by row of the first `most` stored items with row > `after`, in order."""
        filters = [{"term": {"kind": kind}}, {"range": {"row": {"gt": after}}}]
        with _errors():
            found = self.client.options(request_timeout=WRITE_WITHIN).search(
                index=self._alias(index),
                query={"bool": {"filter": filters}},
                sort=["row"],
                size=most,
                track_total_hits=False,
                source=False,
                docvalue_fields=[{"field": "row"}, {"field": "fingerprint"}],
            )
        fields = [hit["fields"] for hit in found["hits"]["hits"]]
        return {field["row"][0]: field["fingerprint"][0] for field in fields}

    def counts(self, index: Index) -> dict[Kind, int]:
        """The number of stored items of each kind; {} if there is no index."""
        with _errors():
            try:
                found = self.client.search(
                    index=self._alias(index),
                    size=0,
                    aggs={"kinds": {"terms": {"field": "kind", "size": len(Kind)}}},
                )
            except NotFoundError:
                return {}
        buckets = found["aggregations"]["kinds"]["buckets"]
        return {Kind(bucket["key"]): bucket["doc_count"] for bucket in buckets}

    def is_whole(self, index: Index) -> bool:
        """Whether the index in use is there and not still the one being built."""
        with _errors():
            return bool(
                {*self._behind(self._alias(index))} - {*self._behind(self._building(index))}
            )

    def settle(self, index: Index) -> None:
        """Make everything written findable now rather than within a second."""
        with _errors():
            self.client.indices.refresh(index=self._alias(index))

    def remove(self, index: Index) -> None:
        """Delete the index and one being built; for evaluations and tests."""
        with _errors():
            self._drop(self._alias(index))
            self._drop(self._building(index))

    def _send(self, index: Index, alias: str, shipment: Shipment) -> dict[Key, str]:
        errors: dict[Key, str] = {}
        with _errors():
            results = helpers.streaming_bulk(
                self.client.options(request_timeout=WRITE_WITHIN),
                prepared_actions(index, alias, shipment),
                chunk_size=BATCH_DOCUMENTS,
                max_chunk_bytes=BATCH_BYTES,
                raise_on_error=False,
                raise_on_exception=True,
                require_alias=True,
            )
            for _accepted, result in results:
                errors |= refusal(result)
        return errors

    def _drop(self, alias: str) -> None:
        names = self._behind(alias)
        if names:
            self.client.indices.delete(index=names)

    def _behind(self, alias: str) -> list[str]:
        try:
            return list(self.client.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _alias(self, index: Index) -> str:
        return f"{self.prefix}-{index}"

    def _building(self, index: Index) -> str:
        return f"{self.prefix}-{index}-building"


def client() -> Elasticsearch:
    """The one client of this process. It asks no node twice: whoever waits asks the other engine.

    ELASTICSEARCH_URL may name several nodes of a cluster, divided by commas. Raises
    SearchUnavailable if the settings name no server.
    """
    if not settings.ELASTICSEARCH_URL:
        raise SearchUnavailable("ELASTICSEARCH_URL is not set")
    return _client(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PASSWORD)


@cache
def _client(url: str, password: str) -> Elasticsearch:
    logging.getLogger("elastic_transport").setLevel(logging.WARNING)  # else a line per request
    nodes = url.split(",")
    return Elasticsearch(
        nodes,
        basic_auth=("elastic", password) if password else None,
        max_retries=len(nodes) - 1,
        request_timeout=10,
    )


@contextmanager
def _errors() -> Iterator[None]:
    """Any error of the client means that there is no answer now."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise SearchUnavailable(str(error)) from error


def _begun(name: str) -> datetime:
    """When the index called `name` was begun."""
    return datetime.strptime("-".join(name.split("-")[-3:]), BEGUN).replace(tzinfo=UTC)
