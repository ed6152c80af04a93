"""What every test stands on: which tests are selected, and a database for each process.

SERVICES=1 selects the tests that need real servers; then a missing server fails the run.
Without it they are deselected, as are the tests that read the private texts beside the project
where these are absent. Nothing is ever skipped.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import timezone
from factory.django import DjangoModelFactory
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from tests import databases, factories
from tests.servers import missing_servers
from tests.worker import queued_tasks, running_worker

PROJECT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED", PROJECT.parent / "shared"))
BEGUN = timezone.now()
WITH_SERVICES = os.environ.get("SERVICES") == "1"

# time on a busy machine says nothing; CI tries the same examples each time, people new ones
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")


def pytest_configure() -> None:
    """Refuse to start if the run asks for servers that do not answer."""
    missing = missing_servers() if WITH_SERVICES else []
    if missing:
        raise pytest.UsageError(f"SERVICES=1, but: {'; '.join(missing)} (see: make services)")


def pytest_report_header() -> list[str]:
    """Say what is selected, so that a short run cannot pass for a full one."""
    return [
        f"services: {'real servers' if WITH_SERVICES else 'none, their tests are not selected'}",
        f"shared data: {'present' if SHARED.exists() else 'absent, its tests are not selected'}",
    ]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what this machine or this run is not meant for."""
    unwanted = {
        "services": not WITH_SERVICES,
        "shared_data": not SHARED.exists(),
        "benchmark_run": "benchmark_run" not in config.option.markexpr,
    }
    refused = {marker for marker, refuse in unwanted.items() if refuse}
    deselected = [item for item in items if refused & {mark.name for mark in item.iter_markers()}]
    config.hook.pytest_deselected(items=deselected)
    items[:] = [item for item in items if item not in set(deselected)]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A migrated database for this process alone (in place of pytest-django's).

    After a test that commits Django would empty every table, and with them what the migrations
    put there; a new copy of the template is complete, and quicker.
    """
    with django_db_blocker.unblock():
        databases.prepare()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: databases.restore())
        yield
        databases.remove()


@pytest.fixture(scope="session", autouse=True)
def _no_files_left() -> Iterator[None]:
    """Delete what the tests have stored."""
    yield
    shutil.rmtree(settings.FILES)


@pytest.fixture(autouse=True)
def _day_of_the_run() -> Iterator[None]:
    """No test meets midnight, and a run past it keeps its day: modules have read the date."""
    soon = timezone.now() + timedelta(minutes=1)
    if timezone.localdate(soon) == timezone.localdate(BEGUN):
        yield
        return
    with time_machine.travel(BEGUN):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test sees what an earlier one, or an earlier run on the same Redis, has cached."""
    cache.clear()


@pytest.fixture(autouse=True)
def _nothing_erased_before() -> None:
    """No test's database lacks what an earlier one erased: the file would tell."""
    Path(settings.ERASURES_FILE).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _numbers_from_nought() -> None:
    """Every test's rows have the same numbers in their names, alone or after all the others."""
    for made_by in vars(factories).values():
        if isinstance(made_by, type) and issubclass(made_by, DjangoModelFactory):
            made_by.reset_sequence(0, force=True)


@pytest.fixture
def standing_clock() -> Iterator[None]:
    """The time stands still: no minute, hour or day ends between two steps of the test."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def write_limits(settings: Settings, standing_clock: None) -> Callable[..., None]:
    """Set the rates of one action for all who write, or apart by kind; the clock stands."""

    def limit(action: str, *rates: tuple[int, int], **by_kind: Sequence[tuple[int, int]]) -> None:
        kinds = by_kind or dict.fromkeys(("account", "proven", "unproven"), rates)
        known = settings.WRITE_LIMITS.get(action, {})
        settings.WRITE_LIMITS = settings.WRITE_LIMITS | {action: known | kinds}

    return limit


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the private texts; tests that use it carry the marker `shared_data`."""
    return SHARED / "data"


@pytest.fixture(scope="session")
def evaluation() -> Path:
    """The folder of judged queries; tests that use it carry the marker `shared_data`."""
    return SHARED / "evaluation"


@pytest.fixture(scope="session")
def _worker(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_worker(tmp_path_factory.mktemp("worker") / "log") as name:
        yield name


@pytest.fixture
def worker(transactional_db: None, _worker: str) -> Iterator[str]:
    """The name of a real Celery worker; until the test ends, tasks go to it through Redis.

    Tests that use it carry the marker `services` and look for the outcome with `wait_until`.
    """
    with queued_tasks():
        yield _worker
