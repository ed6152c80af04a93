"""Wagtail's own search of pages, pictures and documents in the admin, made fit for Chinese.

It stays on the database. Its tokenizers keep a whole run of Chinese as one word, so what is
indexed gets its pairs and characters beside it, and queries are cut into pairs.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.index import BaseField, Indexed, RelatedFields
from modelsearch.query import And, Not, Or, Phrase, PlainText, SearchQuery

from portal import chinese


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 (Wagtail's name)
    """The backend of the database in use, with text and queries cut."""
    backend: Any = type(database.SearchBackend(params))

    class ChineseIndex(backend.index_class):
        def add_items(self, model: type, objs: Iterable[Indexed]) -> None:
            """Store `objs` with their text cut."""
            rows = list(objs)
            for row in rows:
                fields = [_cut_field(field) for field in row.get_search_fields()]
                row.get_search_fields = lambda fields=fields: fields
            super().add_items(model, rows)
            for row in rows:
                del row.get_search_fields

    class ChineseBackend(backend):
        index_class = ChineseIndex

        def _search(self, compiler: type, query: Any, *args: Any, **options: Any) -> Any:
            """Ask for the cut query."""
            return super()._search(compiler, _cut_query(query), *args, **options)

    return ChineseBackend(params)


def _cut_field(field: BaseField) -> BaseField:
    """A field like `field` whose value is followed by its Chinese pairs and characters."""
    cut = copy(field)
    if isinstance(field, RelatedFields):
        cut.fields = [_cut_field(inner) for inner in field.fields]
    else:
        cut.get_value = lambda row: _cut_value(field.get_value(row))
    return cut


def _cut_value(value: Any) -> Any:
    if isinstance(value, str):
        runs = [run for run in chinese.runs(value) if run[0]]
        return " ".join([value, *chinese.bigrams(runs), *chinese.characters(runs)])
    if isinstance(value, list):
        return [_cut_value(part) for part in value]
    return value


def _cut_query(query: Any) -> Any:
    """`query` with its Chinese cut into pairs; everything else stays as it is."""
    if isinstance(query, str):
        return _cut_text(query)
    if isinstance(query, PlainText):
        return PlainText(_cut_text(query.query_string), operator=query.operator)
    if isinstance(query, Phrase):
        return PlainText(_cut_text(query.query_string)) if _is_chinese(query) else query
    return _cut_parts(query)


def _cut_parts(query: SearchQuery) -> SearchQuery:
    if isinstance(query, And | Or):
        return type(query)([_cut_query(part) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(_cut_query(query.subquery))
    return query


def _cut_text(text: str) -> str:
    runs: Sequence[chinese.Run] = chinese.runs(text)
    return " ".join(chinese.bigrams(runs)) if any(han for han, _other in runs) else text


def _is_chinese(query: Phrase) -> bool:
    return any(han for han, _other in chinese.runs(query.query_string))
