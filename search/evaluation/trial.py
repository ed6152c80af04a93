"""A trial index: judged documents in an index of their own, searched by the product's code."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import islice

from django.conf import settings

from portal.regulations.kinds import Status
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine, client
from search.engines.interface import Engine, Hit
from search.evaluation.folders import Row
from search.items import Facet, Index, Item, Key, Kind
from search.queries.citations import Citation, parse
from search.sources.articles import citations, prior

BATCH = 1_000
UNDATED = date(2000, 1, 1)


class Trial:
    """An engine with one public index of judged documents, and their ids."""

    def __init__(self, engine: Engine) -> None:
        """An empty trial on `engine`."""
        self.engine = engine
        self.ids: list[str] = []
        self.rows: dict[str, int] = {}

    def fill(self, items: Iterable[tuple[str, Item]]) -> None:
        """Index `items`, each with the id it has in the judgements."""
        remaining = iter(items)
        while batch := list(islice(remaining, BATCH)):
            for key, item in batch:
                self.rows[key] = item.row
                self.ids.append(key)
            errors = self.engine.write(Index.PUBLIC, [item for _key, item in batch])
            if errors:
                raise ValueError(
                    f"{len(errors)} documents were refused: {next(iter(errors.values()))}"
                )
        self.engine.settle(Index.PUBLIC)

    def ids_of(self, hits: Iterable[Hit]) -> list[str]:
        """The ids of `hits`, best first."""
        return [self.ids[hit.key.row] for hit in hits]

    def key(self, identifier: str) -> Key:
        """The key of the document with this id."""
        return Key(Kind.SUGGESTION, self.rows[identifier])


@contextmanager
def trial(name: str) -> Iterator[Trial]:
    """An empty trial on the engine called `name`; nothing of it is left afterwards."""
    if name == "database":
        database = DatabaseEngine(prefix="trial", temporary=True)
        database.create(Index.PUBLIC)
        try:
            yield Trial(database)
        finally:
            database.drop(Index.PUBLIC)
        return
    prefix = f"{settings.ELASTICSEARCH_PREFIX}-trial-{os.getpid()}"
    elasticsearch = ElasticsearchEngine(client(), prefix=prefix)
    elasticsearch.begin_rebuild(Index.PUBLIC)
    elasticsearch.finish_rebuild(Index.PUBLIC)
    try:
        yield Trial(elasticsearch)
    finally:
        elasticsearch.remove(Index.PUBLIC)


def suggestions(rows: Iterable[Row]) -> Iterator[tuple[str, Item]]:
    """The documents as suggestions."""
    for number, row in enumerate(rows):
        yield (
            row["_id"],
            Item(
                kind=Kind.SUGGESTION,
                row=number,
                title=row["title"],
                body=row["text"],
                url="",
                date=UNDATED,
                version=1,
            ),
        )


def articles(rows: Iterable[Row], uses: Mapping[str, int]) -> Iterator[tuple[str, Item]]:
    """The documents as articles of law; of several dated versions the last is in force.

    `uses` is what is known of the laws' use, as `law_uses.use_prior` takes it.
    """
    documents = list(rows)
    newest: dict[str, str] = {}
    for row in documents:
        law, day = _law(row)
        newest[law] = max(newest.get(law, ""), day)
    for number, row in enumerate(documents):
        law, day = _law(row)
        status = Status.IN_FORCE if newest[law] == day else Status.AMENDED
        cited = parse(row["title"]) or Citation("", 0)
        yield (
            row["_id"],
            Item(
                kind=Kind.ARTICLE,
                row=number,
                title=row["title"],
                body=row["text"],
                url="",
                date=date.fromisoformat(day) if day else UNDATED,
                version=1,
                facets={Facet.STATE: (status,)},
                prior=prior(law, status, uses),
                citations=citations([cited.law], cited.article, cited.inserted),
            ),
        )


def law_of(identifier: str) -> str:
    """The law of an article with this title or id, as `law_key` gives it; "" if it names none."""
    cited = parse(identifier)
    return cited.law if cited else ""


def _law(row: Row) -> tuple[str, str]:
    """The law of a document and the day of its version, as far as they are given."""
    facts = row.get("metadata", {})
    return facts.get("law") or law_of(row["title"]), facts.get("date") or ""
