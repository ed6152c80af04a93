"""From what Elasticsearch answers to what the engines' interface says; touches no network."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from search.engines import elasticsearch_query as queries
from search.engines.interface import Answer, Frequencies, Hit
from search.items import Facet, Key, Kind
from search.queries.plan import Token


def frequencies(vectors: Mapping[str, Any], tokens: Iterable[Token]) -> Frequencies:
    """In how many items each of `tokens` is, by the term vectors that hold them."""

    def found_in(token: Token) -> int:
        terms = vectors.get(str(token.field), {}).get("terms", {})
        return min(terms.get(part, {}).get("doc_freq", 0) for part in token.parts)

    statistics = (field.get("field_statistics", {}) for field in vectors.values())
    total = max((field.get("doc_count", 0) for field in statistics), default=0)
    return Frequencies(total, {token: found_in(token) for token in tokens})


def answer(hits: tuple[Hit, ...], found: Mapping[str, Any]) -> Answer:
    """The whole answer: `hits` with the total and the counts of `found`."""
    numbers = dict(found["aggregations"])
    unfiltered = numbers.pop(queries.UNFILTERED)["doc_count"]
    facets = {
        Facet(name): {bucket["key"]: bucket["doc_count"] for bucket in counted["values"]["buckets"]}
        for name, counted in numbers.items()
    }
    return Answer(found["hits"]["total"]["value"], hits, facets, unfiltered)


def hit(hit: Mapping[str, Any]) -> Hit:
    """One line of the answer."""
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
