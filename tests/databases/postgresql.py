"""Template and copies as databases of the server that DATABASE_URL names."""

import psycopg
from django.db import connections
from psycopg.sql import SQL, Identifier


def location(name: str) -> str:
    """What Django's NAME must be for the database `name`."""
    return name


def names() -> list[str]:
    """All databases of the server."""
    with _server() as server:
        return [row[0] for row in server.execute("SELECT datname FROM pg_database")]


def create(name: str) -> None:
    """Make an empty database."""
    _run("CREATE DATABASE {}", name)


def copy(template: str, name: str) -> None:
    """Make `name` a copy of `template`, to which nobody may be connected."""
    _run("CREATE DATABASE {} TEMPLATE {}", name, template)


def rename(name: str, to: str) -> None:
    """Give the database `name` another name; nobody may be connected to it."""
    _run("ALTER DATABASE {} RENAME TO {}", name, to)


def drop(name: str) -> None:
    """Delete the database, if it is there, and cut off who still uses it."""
    _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(statement: str, *databases: str) -> None:
    with _server() as server:
        server.execute(SQL(statement).format(*map(Identifier, databases)))


def _server() -> psycopg.Connection:
    """A connection outside every test database; each statement commits by itself."""
    address = connections["default"].settings_dict
    return psycopg.connect(
        host=address["HOST"],
        port=address["PORT"],
        user=address["USER"],
        password=address["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )
