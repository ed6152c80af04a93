"""A real Celery worker that shares this test process's database, queue and files."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from portal.celery import app
from tests import databases
from tests.waiting import wait_until

READY_WITHIN = 60  # seconds
STOP_WITHIN = 20  # seconds


@contextmanager
def running_worker(log: Path, *, called: str = "test") -> Iterator[str]:
    """Start a worker of two processes, hand out its name, and stop it at the end."""
    name = f"{called}-{settings.PROCESS}@localhost"
    command = [sys.executable, "-m", "celery", "-A", "portal", "worker"]
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [*command, f"--hostname={name}", "--concurrency=2", "--loglevel=INFO"],
            cwd=databases.PROJECT,
            env=os.environ | _environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: app.control.ping([name], timeout=1), within=READY_WITHIN)
        yield name
    finally:
        worker.terminate()
        worker.wait(STOP_WITHIN)


@contextmanager
def worker_to_kill(log: Path) -> Iterator[Callable[[], None]]:
    """Start a worker and hand out what ends it and its pool without any warning.

    A worker that earlier tests have started takes no task meanwhile.
    """
    others = [name for answer in app.control.ping(timeout=1) for name in answer]
    if others:
        app.control.cancel_consumer(app.conf.task_default_queue, destination=others, reply=True)
    before = set(_children(os.getpid()))
    try:
        with running_worker(log, called="to-kill"):
            (worker,) = set(_children(os.getpid())) - before
            yield lambda: _kill(worker)
    finally:
        if others:
            app.control.add_consumer(app.conf.task_default_queue, destination=others, reply=True)


def _kill(worker: int) -> None:
    for process in (worker, *_children(worker)):
        os.kill(process, signal.SIGKILL)


def _children(process: int) -> list[int]:
    """The numbers of the processes that the threads of `process` have started (proc(5))."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@contextmanager
def queued_tasks() -> Iterator[None]:
    """Send tasks to the queue instead of running them in this process."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


def _environment() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "TEST_PROCESS": str(settings.PROCESS),
        "CELERY_TASK_ALWAYS_EAGER": "false",
        "DATABASE_URL": database_address(databases.own_name()),
    }


def database_address(name: str) -> str:
    """DATABASE_URL with another database's name."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
