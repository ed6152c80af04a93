"""Start a server in the background, wait until it answers, and stop only what was started here."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.errors import ServiceError
from services.places import STATE, Account, identity

STOP_WITHIN = 30  # seconds before a server that was asked to stop is killed
POLL_EVERY = 0.2  # seconds between two looks
LOG_LINES_SHOWN = 25


@dataclass(frozen=True)
class Server:
    """One server process: how it is started, how to see that it answers, how it is stopped."""

    name: str
    port: int
    command: tuple[str, ...]
    folder: Path
    answers: Callable[[], bool]
    ready_within: int  # seconds
    stop_signal: signal.Signals = signal.SIGTERM
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Running:
    """A process that was started here; `born` tells it from a later one with the same number."""

    name: str
    pid: int
    born: str
    port: int
    stop_signal: int

    @property
    def alive(self) -> bool:
        """Whether the very process that was started is still there."""
        return _born(self.pid) == self.born


def recorded(name: str) -> Running | None:
    """What was started under `name` and still runs; None if nothing does."""
    file = STATE / f"{name}.json"
    if not file.exists():
        return None
    running = Running(**json.loads(file.read_text()))
    return running if running.alive else None


def all_recorded() -> list[Running]:
    """Everything that was started here and still runs."""
    found = (recorded(file.stem) for file in sorted(STATE.glob("*.json")))
    return [running for running in found if running]


def start(server: Server, account: Account) -> None:
    """Start `server` unless it runs already, and wait until it answers.

    Raises ServiceError with the end of its log if it stops or takes too long.
    """
    if recorded(server.name) is None:
        _launch(server, account)
    _wait_until_ready(server)


def stop(running: Running) -> None:
    """Ask the process to stop; kill it and its children after STOP_WITHIN seconds."""
    os.kill(running.pid, running.stop_signal)
    if not _gone_in_time(running):
        os.killpg(running.pid, signal.SIGKILL)
        _gone_in_time(running)
    (STATE / f"{running.name}.json").unlink(missing_ok=True)


def say(message: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(f"services: {message}", file=sys.stderr, flush=True)


def _launch(server: Server, account: Account) -> None:
    say(f"starting {server.name} on 127.0.0.1:{server.port}")
    with _log(server).open("wb") as log:
        process = subprocess.Popen(
            server.command,
            cwd=server.folder,
            env={**os.environ, **server.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **identity(account),
        )
    running = Running(
        name=server.name,
        pid=process.pid,
        born=_born(process.pid),
        port=server.port,
        stop_signal=server.stop_signal,
    )
    (STATE / f"{server.name}.json").write_text(json.dumps(vars(running)))


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + server.ready_within
    while not server.answers():
        if recorded(server.name) is None:
            raise ServiceError(f"{server.name} stopped:\n{_log_end(server)}")
        if time.monotonic() > deadline:
            raise ServiceError(
                f"{server.name} gave no answer in {server.ready_within} s:\n{_log_end(server)}"
            )
        time.sleep(POLL_EVERY)


def _gone_in_time(running: Running) -> bool:
    deadline = time.monotonic() + STOP_WITHIN
    while running.alive and time.monotonic() < deadline:
        time.sleep(POLL_EVERY)
    return not running.alive


def _log(server: Server) -> Path:
    return STATE / f"{server.name}.log"


def _log_end(server: Server) -> str:
    lines = _log(server).read_text(errors="replace").splitlines()
    return "\n".join(lines[-LOG_LINES_SHOWN:])


def _born(pid: int) -> str:
    """When process `pid` was started, in clock ticks since boot; empty if it has gone.

    Field 22 of /proc/PID/stat (proc(5)); a zombie (state Z) counts as gone.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] == "Z" else fields[19]
