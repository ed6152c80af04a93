"""Guards: the database itself refuses to change or delete rows of the log.

What gets past them, with the rights of the database's owner, is found by verifying. TRUNCATE
is left alone: it cannot take away some rows only, and verifying sees that everything is gone.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "rows of the log are only ever added"
ENTRIES, ROOTS = "suggestions_chainentry", "suggestions_dayroot"
HISTORY, ERASURES = "suggestions_entry", "suggestions_erasure"
FIXED = {
    ENTRIES: ("id", "kind", "row", "occasion", "key_id", "at", "suite", "commitment", "copy"),
    HISTORY: ("id", "suggestion_id", "event", "at", "by_id", "before", "after"),
}
"""Columns that stay as they were written: sealing gives an entry its place, erasing a person's
data takes names out of the notes of a history."""
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
GUARDED = tuple(
    (table, verb) for table in (ENTRIES, ROOTS, HISTORY, ERASURES) for verb in ("UPDATE", "DELETE")
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guards on those of the log's tables that are there.

    On SQLite a table that a migration makes anew has lost them: call it after migrating.
    """
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION.format(message=MESSAGE))
        for table, verb in GUARDED:
            if table in there:
                cursor.execute(_statement(connection.vendor, table, verb))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards off again."""
    with connection.cursor() as cursor:
        for table, verb in GUARDED:
            cursor.execute(REMOVE[connection.vendor].format(table=table, verb=verb))


def _statement(vendor: str, table: str, verb: str) -> str:
    template = POSTGRESQL if vendor == "postgresql" else SQLITE
    words: dict[str, Any] = {"table": table, "verb": verb, "message": MESSAGE, "when": ""}
    if verb == "UPDATE" and table in FIXED:
        words["when"] = f"WHEN ({_is_refused(vendor, table)})"
    return template.format(**words)


def _is_refused(vendor: str, table: str) -> str:
    """SQL that is true for a change of fixed columns, and of an entry that has its place."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in FIXED[table])
    has_its_place = "OLD.sequence IS NOT NULL OR NEW.sequence IS NULL OR "
    return f"{has_its_place if table == ENTRIES else ''}{changed}"
