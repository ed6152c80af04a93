"""Search in the portal's own SQLite database: the whole answer beside the bare FTS5 statement."""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from django.db import connection

from search.engines.database import DatabaseEngine
from search.engines.interface import Answer
from search.engines.sqlite import MULTIPLE, expression
from search.engines.tables import Tables
from search.finding import Question, find
from search.items import Facet, Index, Item, Kind
from search.queries.plan import PAGE_SIZE, Plan
from search.queries.words import parse
from search.reading import PUBLIC_FACETS
from tests.benchmarks.texts import queries, texts
from tests.benchmarks.timing import Ask, p95_ratio

SIZE = int(os.environ.get("BENCH_EMBEDDED_SIZE", "100000"))
BATCH = 2_000
ASKED = 200
CAMPAIGNS, TOPICS, MOST_SUPPORT = 20, 60, 500
TODAY = date(2026, 11, 1)


@pytest.mark.benchmark_run
@pytest.mark.django_db(transaction=True)
def test_embedded_search_beside_the_bare_statement(report: Callable[..., None]) -> None:
    assert connection.vendor == "sqlite"
    engine = DatabaseEngine()
    items = _items()
    while batch := list(islice(items, BATCH)):
        assert engine.write(Index.PUBLIC, batch) == {}
    engine.settle(Index.PUBLIC)

    report(
        "search: embedded",
        size=SIZE,
        ratio=p95_ratio(_asked(engine)),
        reference="the bare FTS5 statements: MATCH, ordered by bm25",
        unit="p95 per p95 of the reference (lower is faster)",
    )


def _items() -> Iterator[Item]:
    for number, (title, body) in enumerate(texts(SIZE)):
        yield Item(
            kind=Kind.SUGGESTION,
            row=number + 1,
            title=title,
            body=body,
            url=f"/suggestions/B{number:015}/",
            date=TODAY - timedelta(days=number % 1000),
            version=1,
            facets={
                Facet.CAMPAIGN: (f"campaign-{number % CAMPAIGNS}",),
                Facet.TOPIC: (f"{number % TOPICS:04}",),
                Facet.STATE: ("accepted",),
            },
            popularity=number % MOST_SUPPORT,
        )


def _asked(engine: DatabaseEngine) -> Iterator[tuple[Ask, Ask]]:
    for query in queries(ASKED):
        question = Question(words=parse(query), facets=PUBLIC_FACETS)
        plans = _plans(engine, question)
        yield (
            lambda q=question: find(engine, Index.PUBLIC, q),
            lambda p=plans: [_bare(plan) for plan in p],
        )


def _plans(engine: DatabaseEngine, question: Question) -> list[Plan]:
    """What the engine is asked for `question`, which is asked once already."""
    plans: list[Plan] = []
    answer = DatabaseEngine.answer

    def answering(self: DatabaseEngine, plan: Plan) -> Answer:
        plans.append(plan)
        return answer(self, plan)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseEngine, "answer", answering)
        find(engine, Index.PUBLIC, question)
    return [plan for plan in plans if not plan.is_open]


def _bare(plan: Plan) -> None:
    terms = Tables(Index.PUBLIC).terms
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {terms} WHERE {terms} MATCH %s "
            f"ORDER BY bm25({terms}, {MULTIPLE}) LIMIT %s",
            (expression(plan), PAGE_SIZE),
        )
        cursor.fetchall()
