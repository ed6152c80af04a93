"""Guards: the database itself refuses to change or delete rows of the log.

What gets past them, with the rights of the database's owner, is found by verifying. TRUNCATE
is left alone: it cannot take away some rows only, and verifying sees that everything is gone.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "rows of the log are only ever added"
ENTRIES, ROOTS = "suggestions_chainentry", "suggestions_dayroot"
FIXED = ("id", "kind", "row", "occasion", "key_id", "at", "suite", "commitment", "copy")
"""Columns of an entry that sealing leaves alone."""
SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_is_kept_{verb} BEFORE {verb} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION suggestions_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_is_kept_{verb} BEFORE {verb} ON {table} FOR EACH ROW {when}
EXECUTE FUNCTION suggestions_log_is_kept()
"""
REMOVE = {
    "sqlite": "DROP TRIGGER IF EXISTS {table}_is_kept_{verb}",
    "postgresql": "DROP TRIGGER IF EXISTS {table}_is_kept_{verb} ON {table}",
}
GUARDED = tuple((table, verb) for table in (ENTRIES, ROOTS) for verb in ("UPDATE", "DELETE"))


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guards on the log's tables; on SQLite anew whenever a migration remakes one."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION.format(message=MESSAGE))
        for table, verb in GUARDED:
            cursor.execute(_statement(connection.vendor, table, verb))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards off again."""
    with connection.cursor() as cursor:
        for table, verb in GUARDED:
            cursor.execute(REMOVE[connection.vendor].format(table=table, verb=verb))


def _statement(vendor: str, table: str, verb: str) -> str:
    template = POSTGRESQL if vendor == "postgresql" else SQLITE
    words: dict[str, Any] = {"table": table, "verb": verb, "message": MESSAGE, "when": ""}
    if (table, verb) == (ENTRIES, "UPDATE"):
        words["when"] = f"WHEN ({_is_more_than_sealing(vendor)})"
    return template.format(**words)


def _is_more_than_sealing(vendor: str) -> str:
    """SQL that is true unless an entry without a place is given one and nothing else changes."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in FIXED)
    return f"OLD.sequence IS NOT NULL OR NEW.sequence IS NULL OR {changed}"
