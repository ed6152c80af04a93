"""Redis as queue and cache: nothing is kept on disk."""

from pathlib import Path

from services.packages import program
from services.places import Account, owned_folder
from services.ports import LOOPBACK, choose_port, line_answers
from services.processes import Server, start

VARIABLE = "REDIS_URL"
PREFERRED_PORT = 56379
DATABASES = 64  # parallel test processes take one each


def run(base: Path, account: Account) -> str:
    """Start Redis and return its address for REDIS_URL."""
    port = choose_port("redis", PREFERRED_PORT)
    start(_server(owned_folder(base / "redis", account), port), account)
    return f"redis://{LOOPBACK}:{port}/0"


def _server(folder: Path, port: int) -> Server:
    options = ["--bind", LOOPBACK, "--port", str(port), "--dir", str(folder)]
    return Server(
        name="redis",
        port=port,
        command=(str(program("redis-server")), *options, "--databases", str(DATABASES))
        + ("--save", "", "--appendonly", "no"),
        folder=folder,
        answers=lambda: line_answers(port, b"PING\r\n", b"+PONG"),
        ready_within=20,
    )
