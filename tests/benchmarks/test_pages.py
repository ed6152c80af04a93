"""Public pages at three sizes, each as a ratio to a view that answers 'ok' in the same run."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest
from django.test import Client

from suggestions.models import Suggestion
from tests.benchmarks.rows import grow_to, one_suggestion

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 40
WARM_UP = 5
REFERENCE = "a view that answers 'ok' behind the same middleware"
UNIT = "requests of the page per request of 'ok' (higher is faster)"


def typical_time(client: Client, path: str) -> float:
    """The median time of a request for `path` in seconds."""
    times = []
    for _round in range(ROUNDS + WARM_UP):
        start = perf_counter()
        response = client.get(path)
        times.append(perf_counter() - start)
        assert response.status_code == 200, path
    return median(times[WARM_UP:])


def paths(pattern: Suggestion) -> dict[str, str]:
    """What is measured: name and address."""
    return {
        "list": "/suggestions/",
        "list by topic": f"/suggestions/?topic={pattern.topic_id}",
        "list most supported": "/suggestions/?sort=supported",
        "detail": f"/suggestions/{pattern.receipt}/",
        "campaign": pattern.campaign.url,
        "home": "/",
    }


@pytest.fixture
def grown(transactional_db: None) -> Callable[[int], Suggestion]:
    """Call it with a size; the table grows and the pattern of its rows comes back."""
    pattern = one_suggestion()

    def grow(size: int) -> Suggestion:
        grow_to(size, pattern)
        return pattern

    return grow


@pytest.mark.benchmark_run
@pytest.mark.services
@pytest.mark.urls("tests.benchmarks.urls")
def test_public_pages_do_not_grow_with_the_rows(
    grown: Callable[[int], Suggestion], report: Callable[..., None]
) -> None:
    client = Client()
    for size in SIZES:
        pattern = grown(size)
        bound = typical_time(client, "/ok/")
        for name, path in paths(pattern).items():
            ratio = bound / typical_time(client, path)
            report(f"page: {name}", size=size, ratio=ratio, reference=REFERENCE, unit=UNIT)
