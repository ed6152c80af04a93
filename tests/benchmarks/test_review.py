"""One round of a large panel: recomputing its statistics, and the pages that chairs look at."""

import os
from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suggestions.models import Round, Score, Standing
from suggestions.review.statistics.waking import compute_now
from tests.benchmarks.panel import full_round
from tests.benchmarks.test_pages import typical_time

SIZE = int(os.environ.get("BENCH_SUGGESTIONS", "100000"))
SMALL = SIZE // 100
EACH, REVIEWERS = 5, 200
ALLOWED_SECONDS = 5
ALLOWED_QUERIES = 15
OK = "a view that answers 'ok' behind the same middleware"


def recompute_afresh(round: Round) -> float:
    """Seconds of a first computation, which writes every standing."""
    Standing.objects.filter(round=round).update(adjusted=None, adjusted_place=None)
    start = perf_counter()
    compute_now(round)
    return perf_counter() - start


def read_bare() -> float:
    """Seconds in which the driver alone reads every level, row by row."""
    start = perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(f"select review_id, criterion_id, level from {Score._meta.db_table}")
        while cursor.fetchmany(10_000):
            pass
    return perf_counter() - start


def pages(round: Round) -> dict[str, str]:
    """The chair's pages of `round`: name and address."""
    standing = round.standings.in_round().best_first()[10]
    return {
        "ranking": reverse("review:round", args=[round.pk]),
        "one suggestion": reverse("review:standing", args=[round.pk, standing.suggestion.receipt]),
    }


def queries_of(client: Client, path: str) -> int:
    """How many questions a page asks the database."""
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def signed_in(user: AbstractUser) -> Client:
    """A browser of `user`."""
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.benchmark_run
@pytest.mark.urls("tests.benchmarks.urls")
def test_statistics_of_a_large_round(transactional_db: None, report: Callable[..., None]) -> None:
    small = full_round(SMALL, each=EACH, reviewers=REVIEWERS)
    large = full_round(SIZE, each=EACH, reviewers=REVIEWERS, seed=2)
    bare = median(read_bare() for _time in range(3))
    seconds = median(recompute_afresh(large) for _time in range(3))
    where = f"{EACH} reviewers, 4 criteria, {connection.vendor}"
    report(
        f"review: statistics ({where})",
        size=SIZE,
        ratio=seconds / ALLOWED_SECONDS,
        reference=f"{ALLOWED_SECONDS} s",
        unit="time of one process per reference (lower is faster)",
    )
    report(
        f"review: statistics ({where})",
        size=SIZE,
        ratio=seconds / bare,
        reference="the driver alone reading every level of the same round",
        unit="time per time of the reference (lower is faster)",
    )
    compute_now(small)
    for round in (small, large):
        client = signed_in(round.opened_by)
        bound = typical_time(client, "/ok/")
        for name, path in pages(round).items():
            assert queries_of(client, path) <= ALLOWED_QUERIES
            report(
                f"review: {name} ({connection.vendor})",
                size=round.suggestion_count,
                ratio=bound / typical_time(client, path),
                reference=OK,
                unit="requests of the page per request of 'ok' (higher is faster)",
            )
    assert seconds < ALLOWED_SECONDS
