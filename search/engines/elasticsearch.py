"""The engine for production: Elasticsearch 8 with two indexes behind aliases.

`golden-ideas-public` is an alias of an index with a dated name; a rebuild fills another one,
known as `golden-ideas-public-building` meanwhile, and then moves the alias.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError, helpers

from search.engines import elasticsearch_query as queries
from search.engines.elasticsearch_document import ItemDocument, source
from search.engines.interface import Answer, Frequencies, Gone, Hit, SearchUnavailable
from search.items import Facet, Index, Item, Key, Kind
from search.queries.plan import Plan, Token

ANSWER_WITHIN = 3.0
"""Seconds a visitor waits before the other engine is asked."""
WRITE_WITHIN = 60.0
"""Seconds for one batch."""
BATCH_DOCUMENTS = 500
BATCH_BYTES = 8 * 1024 * 1024
DONE = {200, 201, 409}
"""Statuses of a stored document; 409 says that a newer version is there."""
NOT_NOW = {403, 408, 429, 500, 502, 503, 504}
"""Statuses that say nothing about the document: full disk, overload, a lost shard."""
SHORTEST_AWAKE = "1s"


class ElasticsearchEngine:
    """Searches in Elasticsearch."""

    name = "elasticsearch"
    rebuilds_in_place = False

    def __init__(self, client: Elasticsearch, *, prefix: str) -> None:
        """An engine on the indexes whose names begin with `prefix`."""
        self.client = client
        self.prefix = prefix

    def answer(self, plan: Plan) -> Answer:
        """What `plan` finds, in one request."""
        with _errors():
            found = self.client.options(request_timeout=ANSWER_WITHIN).search(
                index=self._alias(plan.index),
                body=queries.body(plan),
                # The same copy for everyone, or pages of equal scores change their order.
                preference="search-page",
            )
        hits = tuple(_hit(hit) for hit in found["hits"]["hits"])
        return _answer(hits, found.body) if plan.counted else Answer(len(hits), hits)

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
        return _frequencies(vectors, tokens)

    def write(
        self, index: Index, items: Sequence[Item], gone: Sequence[Gone] = ()
    ) -> dict[Key, str]:
        """Store and remove in the index in use and in the one being built, if there is one."""
        errors = self._send(self._alias(index), items, gone)
        with _errors():
            building = self.client.indices.exists_alias(name=self._building(index))
        if building:
            errors |= self._send(self._building(index), items, gone)
        return errors

    def begin_rebuild(self, index: Index) -> None:
        """Create an empty index beside the one in use; drop what a broken rebuild left.

        The very first index is in use from the start.
        """
        name = f"{self._alias(index)}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
        with _errors():
            self._drop(self._building(index))
            fresh = ItemDocument._index.clone(name)
            fresh.aliases(**{self._building(index): {}})
            if self._behind(self._alias(index)):
                fresh.settings(refresh_interval=-1)
            else:
                fresh.aliases(**{self._alias(index): {}})
            fresh.create(using=self.client)

    def fill(
        self, index: Index, items: Sequence[Item], gone: Sequence[Gone] = ()
    ) -> dict[Key, str]:
        """Store in the index being built only."""
        return self._send(self._building(index), items, gone)

    def finish_rebuild(self, index: Index) -> None:
        """Move the alias to the index that was built and delete the one it named before."""
        alias, building = self._alias(index), self._building(index)
        with _errors():
            fresh = next(iter(self.client.indices.get_alias(name=building)))
            self.client.indices.put_settings(
                index=fresh, settings={"refresh_interval": SHORTEST_AWAKE}
            )
            self.client.options(request_timeout=WRITE_WITHIN).indices.refresh(index=fresh)
            before = [name for name in self._behind(alias) if name != fresh]
            actions: list[dict[str, Any]] = [
                {"remove": {"index": fresh, "alias": building}},
                {"add": {"index": fresh, "alias": alias}},
                *({"remove_index": {"index": name}} for name in before),
            ]
            self.client.indices.update_aliases(actions=actions)

    def fingerprints(
        self, index: Index, kind: Kind, after: int, upto: int | None
    ) -> dict[int, str]:
        """Fingerprints of the stored items in a range of rows."""
        bounds = {"gt": after} | ({} if upto is None else {"lte": upto})
        query = {"bool": {"filter": [{"term": {"kind": kind}}, {"range": {"row": bounds}}]}}
        with _errors():
            found = helpers.scan(
                self.client.options(request_timeout=WRITE_WITHIN),
                index=self._alias(index),
                query={"query": query, "_source": ["row", "fingerprint"]},
                size=2000,
            )
            return {hit["_source"]["row"]: hit["_source"]["fingerprint"] for hit in found}

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

    def settle(self, index: Index) -> None:
        """Make everything written findable now rather than within a second."""
        with _errors():
            self.client.indices.refresh(index=self._alias(index))

    def remove(self, index: Index) -> None:
        """Delete the index and one being built; for evaluations and tests."""
        with _errors():
            self._drop(self._alias(index))
            self._drop(self._building(index))

    def _send(self, alias: str, items: Sequence[Item], gone: Sequence[Gone]) -> dict[Key, str]:
        errors: dict[Key, str] = {}
        with _errors():
            results = helpers.streaming_bulk(
                self.client.options(request_timeout=WRITE_WITHIN),
                _actions(alias, items, gone),
                chunk_size=BATCH_DOCUMENTS,
                max_chunk_bytes=BATCH_BYTES,
                raise_on_error=False,
                raise_on_exception=True,
                require_alias=True,
            )
            for _accepted, result in results:
                errors |= _error(result)
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
    """The one client of this process. It does not retry: whoever waits asks the other engine.

    Raises SearchUnavailable if the settings name no server.
    """
    if not settings.ELASTICSEARCH_URL:
        raise SearchUnavailable("ELASTICSEARCH_URL is not set")
    return _client(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PASSWORD)


@cache
def _client(url: str, password: str) -> Elasticsearch:
    logging.getLogger("elastic_transport").setLevel(logging.WARNING)  # else a line per request
    return Elasticsearch(
        url,
        basic_auth=("elastic", password) if password else None,
        max_retries=0,
        request_timeout=10,
    )


@contextmanager
def _errors() -> Iterator[None]:
    """Any error of the client means that there is no answer now."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise SearchUnavailable(str(error)) from error


def _actions(alias: str, items: Sequence[Item], gone: Sequence[Gone]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield {
            "_op_type": "index",
            "_index": alias,
            "_id": str(item.key),
            "version": item.version,
            "version_type": "external_gte",
            "_source": source(item),
        }
    for key in gone:
        yield {
            "_op_type": "delete",
            "_index": alias,
            "_id": str(key.key),
            "version": key.version,
            "version_type": "external_gte",
        }


def _error(result: Mapping[str, Any]) -> dict[Key, str]:
    """What one line of a bulk answer says is wrong with its document."""
    answer = next(iter(result.values()))
    status, error = answer.get("status", 500), answer.get("error")
    if status in DONE or error is None:
        return {}
    reason = error if isinstance(error, str) else f"{error.get('type')}: {error.get('reason')}"
    if status in NOT_NOW or status == 404:
        raise SearchUnavailable(reason)
    kind, row = answer["_id"].rsplit("-", 1)
    return {Key(Kind(kind), int(row)): reason}


def _frequencies(vectors: Mapping[str, Any], tokens: Iterable[Token]) -> Frequencies:
    def found_in(token: Token) -> int:
        terms = vectors.get(str(token.field), {}).get("terms", {})
        return min(terms.get(part, {}).get("doc_freq", 0) for part in token.parts)

    statistics = (field.get("field_statistics", {}) for field in vectors.values())
    total = max((field.get("doc_count", 0) for field in statistics), default=0)
    return Frequencies(total, {token: found_in(token) for token in tokens})


def _answer(hits: tuple[Hit, ...], found: Mapping[str, Any]) -> Answer:
    numbers = dict(found["aggregations"])
    unfiltered = numbers.pop(queries.UNFILTERED)["doc_count"]
    facets = {
        Facet(name): {bucket["key"]: bucket["doc_count"] for bucket in counted["values"]["buckets"]}
        for name, counted in numbers.items()
    }
    return Answer(found["hits"]["total"]["value"], hits, facets, unfiltered)


def _hit(hit: Mapping[str, Any]) -> Hit:
    stored = hit["_source"]
    kind = Kind(stored["kind"])
    values = {facet: tuple(stored.get(str(facet), ())) for facet in Facet if facet != Facet.KIND}
    return Hit(
        key=Key(kind, stored["row"]),
        title=stored["title"],
        body=stored["body"],
        url=stored["url"],
        date=date.fromisoformat(stored["date"]),
        values=values | {Facet.KIND: (str(kind),)},
        popularity=stored["popularity"],
        score=hit["_score"] or 0.0,
    )
