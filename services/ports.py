"""Ports and small network checks on loopback."""

import socket
import urllib.error
import urllib.request

from services.processes import recorded

LOOPBACK = "127.0.0.1"
ANSWER_WITHIN = 2  # seconds one check may take


def choose_port(name: str, preferred: int) -> int:
    """The port of the running server `name`; else `preferred` or, if that is taken, a free one."""
    running = recorded(name)
    if running:
        return running.port
    return preferred if is_free(preferred) else free_port()


def is_free(port: int) -> bool:
    """Whether nobody listens on `port` of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port that the system says is free now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def http_answers(url: str) -> bool:
    """Whether a GET of `url` is answered with success."""
    try:
        with urllib.request.urlopen(url, timeout=ANSWER_WITHIN) as answer:
            return bool(answer.status < 400)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def line_answers(port: int, question: bytes, expected: bytes) -> bool:
    """Whether the server on `port` answers the line `question` with `expected`."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=ANSWER_WITHIN) as connection:
            connection.sendall(question)
            return connection.recv(len(expected)) == expected
    except OSError:
        return False
