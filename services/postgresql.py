"""PostgreSQL with a data folder, a port and a password of its own."""

import os
import secrets
import signal
import subprocess
from pathlib import Path

from services.packages import program
from services.places import Account, identity, own, owned_folder
from services.ports import LOOPBACK, choose_port
from services.processes import Server, start

VARIABLE = "DATABASE_URL"
PREFERRED_PORT = 55432
ROLE = DATABASE = "golden_ideas"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
}


def run(base: Path, account: Account) -> str:
    """Start PostgreSQL with an empty database and return its address for DATABASE_URL."""
    folder = owned_folder(base / "postgresql", account)
    cluster = _cluster(folder, account)
    port = choose_port("postgresql", PREFERRED_PORT)
    start(_server(cluster, port), account)
    password = _password_file(folder).read_text()
    _make_database(port, password)
    return f"postgres://{ROLE}:{password}@{LOOPBACK}:{port}/{DATABASE}"


def _cluster(folder: Path, account: Account) -> Path:
    """The data folder, filled by initdb the first time."""
    cluster = folder / "cluster"
    if not (cluster / "PG_VERSION").exists():
        _password_file(folder).write_text(secrets.token_hex(16))
        own(folder, account)
        _initialise(cluster, _password_file(folder), account)
    return cluster


def _initialise(cluster: Path, password_file: Path, account: Account) -> None:
    subprocess.run(
        [
            _program("initdb"),
            f"--pgdata={cluster}",
            f"--username={ROLE}",
            f"--pwfile={password_file}",
        ]
        + ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"],
        check=True,
        cwd=cluster.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        **identity(account),
    )


def _server(cluster: Path, port: int) -> Server:
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    is_ready = [_program("pg_isready"), "-q", f"--host={LOOPBACK}", f"--port={port}"]
    return Server(
        name="postgresql",
        port=port,
        command=(_program("postgres"), "-D", str(cluster), f"--port={port}", *settings),
        folder=cluster,
        answers=lambda: subprocess.run(is_ready).returncode == 0,
        ready_within=60,
        stop_signal=signal.SIGINT,  # "fast shutdown": does not wait for clients to leave
    )


def _make_database(port: int, password: str) -> None:
    """Make the portal's database unless it is there."""
    if not _ask(port, password, f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"):
        _ask(port, password, f"CREATE DATABASE {DATABASE}")


def _ask(port: int, password: str, statement: str) -> str:
    result = subprocess.run(
        [_program("psql"), f"--host={LOOPBACK}", f"--port={port}", f"--username={ROLE}"]
        + ["--dbname=postgres", "--no-psqlrc", "--tuples-only", "--command", statement],
        check=True,
        env={**os.environ, "PGPASSWORD": password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return result.stdout.strip()


def _program(name: str) -> str:
    """A program of the same version as the server's, wherever a link on the PATH points."""
    return str(program("postgres").resolve().with_name(name))


def _password_file(folder: Path) -> Path:
    return folder / "password"
