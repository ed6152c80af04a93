"""The form of an item in Elasticsearch; only what the bare server's core has.

Text comes cut by `portal.chinese`, so every field of words is a `whitespace` one. What is
only searched is left out of the stored source.
"""

from typing import Any

from elasticsearch.dsl import Completion, Date, Document, Float, Keyword, Long, MetaField, Text

from search.completion.keys import TIERS, item_keys, tier
from search.engines.cutting import cut
from search.items import Facet, Item
from search.queries.plan import Field

CUT = [str(field) for field in Field]
STEP = 1_000_000
"""What lies between the weights of two tiers of completions."""


class ItemDocument(Document):
    """One item. Named fields only: anything else is refused rather than guessed at."""

    kind = Keyword()
    row = Long()
    version = Long()
    fingerprint = Keyword(index=False)
    title = Text(index=False)
    body = Text(index=False)
    url = Keyword(index=False, doc_values=False)
    date = Date()
    popularity = Long()
    prior = Float()
    units = Keyword()
    campaign = Keyword()
    topic = Keyword()
    year = Keyword()
    state = Keyword()
    area = Keyword()
    unit = Keyword()
    classification = Keyword()
    bigrams = Text(analyzer="whitespace")
    words = Text(analyzer="whitespace")
    characters = Text(analyzer="whitespace")
    title_bigrams = Text(analyzer="whitespace")
    citations = Keyword()
    completion = Completion(analyzer="keyword")

    class Meta:
        """Strict, with a source of only what is shown or compared."""

        dynamic = MetaField("strict")
        source = MetaField(excludes=[*CUT, "completion"])

    class Index:
        """One shard holds a million short documents; a copy where there is a second node."""

        name = "items"
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


def source(item: Item) -> dict[str, Any]:
    """The document of `item` as it is sent."""
    fields = cut(item)
    return {
        "kind": str(item.kind),
        "row": item.row,
        "version": item.version,
        "fingerprint": item.fingerprint,
        "title": item.title,
        "body": item.body,
        "url": item.url,
        "date": item.date.isoformat(),
        "popularity": item.popularity,
        "prior": item.prior,
        "units": list(item.units),
        **{
            str(facet): list(values) for facet, values in item.values.items() if facet != Facet.KIND
        },
        **{str(field): " ".join(tokens) for field, tokens in fields.items()},
        "citations": fields[Field.CITATIONS],
    }


def completion(item: Item) -> dict[str, Any]:
    """What the public document of `item` has besides: its keys for completion, if it has any."""
    found = item_keys(item)
    if not found:
        return {}
    weight = (TIERS - tier(item)) * STEP + min(item.popularity, STEP - 1)
    return {"completion": {"input": found, "weight": weight}}
