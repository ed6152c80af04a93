"""From a plan to the body of an Elasticsearch search; touches no network."""

from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Bool, Query

from search.items import EVERYONE, Facet
from search.queries.plan import Field, Plan, Sort, Token

WEIGHTS = {
    Field.BIGRAMS: 1.0,
    Field.WORDS: 1.0,
    Field.CHARACTERS: 0.3,
    Field.TITLE: 1.0,
    Field.CITATIONS: 1.0,
}
"""How much a match in each field counts."""
SHOWN: list[Any] = [
    "kind", "row", "title", "body", "url", "date", "popularity",
    *(str(facet) for facet in Facet if facet != Facet.KIND),
]  # fmt: skip
TITLES = "titles"
"""The name of the completions in an answer."""
UNFILTERED = "unfiltered"
"""The name of the number of matches before facets are chosen."""
MOST_VALUES = 200
"""Values counted of one facet."""
TIES = [{"date": "desc"}, {"row": "desc"}, {"kind": "desc"}]
ORDERS: dict[Sort, list[Any]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, *TIES],
    Sort.NEWEST: TIES,
    Sort.SUPPORT: [{"popularity": "desc"}, *TIES],
}


def body(plan: Plan) -> dict[str, Any]:
    """The whole request body of `plan`."""
    search = Search().query(_ranked(plan)).post_filter(_all(_filters(plan)))
    if plan.counted:
        search.aggs.bucket(UNFILTERED, "filter", filter=Q("match_all"))
    for facet in plan.facets:
        search.aggs.bucket(str(facet), _counted(plan, facet))
    order = Sort.NEWEST if plan.is_open and plan.sort == Sort.RELEVANCE else plan.sort
    search = search.sort(*ORDERS[order]).source(SHOWN)
    search = search.extra(track_total_hits=plan.counted, track_scores=True)
    return search[plan.start : plan.start + plan.size].to_dict()


def completion(typed: Sequence[str], size: int) -> dict[str, Any]:
    """The whole request body for the titles kept under keys that begin with one of `typed`."""
    wanted = {"field": "completion", "size": size}
    shown: list[Any] = ["kind", "row", "title"]
    search = Search().source(shown)
    for number, beginning in enumerate(typed):
        search = search.suggest(f"{TITLES}-{number}", text=beginning, completion=wanted)
    return search[0:0].to_dict()


def termvectors(tokens: Iterable[Token]) -> dict[str, str]:
    """An artificial document whose term vectors tell the frequencies of `tokens`."""
    texts: dict[str, list[str]] = {}
    for token in tokens:
        texts.setdefault(str(token.field), []).extend(token.parts)
    return {field: " ".join(parts) for field, parts in texts.items()}


def _ranked(plan: Plan) -> Query:
    """Relevance times the item's prior."""
    prior = {"field": "prior", "missing": 1}
    return Q("function_score", query=_words(plan), field_value_factor=prior, boost_mode="multiply")


def _words(plan: Plan) -> Query:
    must = [_token(token) for token in plan.required]
    must += [
        Bool(should=[_token(token) for token in group], minimum_should_match=1)
        for group in plan.groups
    ]
    return Bool(
        must=must,
        should=[_token(token) for token in plan.scoring],
        must_not=[_token(token) for token in plan.excluded] + _without(plan),
        filter=_within(plan),
        minimum_should_match=0,
    )


def _token(token: Token) -> Query:
    field, boost = str(token.field), WEIGHTS[token.field]
    if len(token.parts) > 1:
        return Q("match_phrase", **{field: {"query": " ".join(token.parts), "boost": boost}})
    return Q("term", **{field: {"value": token.parts[0], "boost": boost}})


def _within(plan: Plan) -> list[Query]:
    """The units whose staff asks; a scope without any finds nothing."""
    if plan.within is None or plan.within.everything:
        return []
    if not plan.within.paths:
        return [Q("match_none")]
    reached = [
        Q("term", units=path) if path == EVERYONE else Q("prefix", units=path)
        for path in plan.within.paths
    ]
    return [Bool(should=reached, minimum_should_match=1)]


def _without(plan: Plan) -> list[Query]:
    keys = [str(key) for key in plan.without]
    return [Q("ids", values=keys)] if keys else []


def _filters(plan: Plan, *, but: Facet | None = None) -> list[Query]:
    return [
        Q("terms", **{str(facet): list(values)})
        for facet, values in plan.filters.items()
        if values and facet != but
    ]


def _counted(plan: Plan, facet: Facet) -> Any:
    """The counts of one facet, its own filter left out."""
    counted = A("filter", filter=_all(_filters(plan, but=facet)))
    counted.bucket("values", "terms", field=str(facet), size=MOST_VALUES)
    return counted


def _all(filters: list[Query]) -> Query:
    return Bool(filter=filters) if filters else Q("match_all")
