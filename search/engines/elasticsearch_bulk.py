"""What goes to Elasticsearch in bulk, and what its answers say; touches no network."""

from collections.abc import Iterator, Mapping
from typing import Any

from search.engines.elasticsearch_document import completion, source
from search.engines.interface import SearchUnavailable, Shipment
from search.items import Index, Key, Kind

DONE = {200, 201, 409}
"""Statuses of a stored document; 409 says that a newer version is there."""
NOT_NOW = {403, 408, 429, 500, 502, 503, 504}
"""Statuses that say nothing about the document: full disk, overload, a lost shard."""


def prepared_actions(index: Index, alias: str, shipment: Shipment) -> Iterator[dict[str, Any]]:
    """`shipment` in the form that `helpers.bulk` takes."""
    for item in shipment.items:
        yield {
            "_op_type": "index",
            "_index": alias,
            "_id": str(item.key),
            "version": item.version,
            "version_type": "external_gte",
            "_source": source(item) | (completion(item) if index == Index.PUBLIC else {}),
        }
    for key in shipment.gone:
        yield {
            "_op_type": "delete",
            "_index": alias,
            "_id": str(key.key),
            "version": key.version,
            "version_type": "external_gte",
        }


def refusal(result: Mapping[str, Any]) -> dict[Key, str]:
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
