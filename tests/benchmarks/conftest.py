"""Benchmarks run only by `make bench`; each prints one line of JSON at the end of the run."""

import json
from collections.abc import Callable

import pytest
from celery.app.task import Task

LINES = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the lines until the run is over, so that nothing is mixed into them."""
    config.stash[LINES] = []


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the lines that the benchmarks have left."""
    for line in config.stash[LINES]:
        terminalreporter.write_line(line)


@pytest.fixture
def report(pytestconfig: pytest.Config) -> Callable[..., None]:
    """Note a measurement: `report("list", size=1000, ratio=0.1, reference="…", unit="…")`.

    The ratio is measured against the reference in the same run.
    """

    def note(bench: str, *, size: int, ratio: float, reference: str, unit: str) -> None:
        line = {"bench": bench, "size": size, "ratio": round(ratio, 4)}
        pytestconfig.stash[LINES].append(
            json.dumps(line | {"reference": reference, "unit": unit}, ensure_ascii=False)
        )

    return note


@pytest.fixture
def left_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are queued as in production; nothing of them is done in the request."""
    monkeypatch.setattr(Task, "apply_async", lambda *about, **more: None)
