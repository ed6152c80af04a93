"""The real servers a run with SERVICES=1 needs, and how to see that they answer."""

import os
import shutil
import socket
from urllib.parse import urlsplit

ADDRESSES = ("DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ANSWER_WITHIN = 5  # seconds


def missing_servers() -> list[str]:
    """What is not there, in words; empty if everything answers."""
    problems = [problem for name in ADDRESSES if (problem := _problem(name))]
    if not os.environ.get("DATABASE_URL", "postgres:").startswith("postgres"):
        problems.append("DATABASE_URL names no PostgreSQL")
    if browser() is None:
        problems.append("no Chromium on the PATH")
    return problems


def browser() -> str | None:
    """The path of Chromium; None if the machine has none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _problem(name: str) -> str:
    address = urlsplit(os.environ.get(name, ""))
    if not address.hostname or not address.port:
        return f"{name} names no server"
    try:
        socket.create_connection((address.hostname, address.port), ANSWER_WITHIN).close()
    except OSError as error:
        return f"{name}: {error}"
    return ""
