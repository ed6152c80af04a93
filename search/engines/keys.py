"""Completion in the database: a table of the beginnings under which titles are kept.

`WHERE start >= … AND start < …` on an ordered index, a few rows of each tier: however many
titles there are, and however short what was typed, only these few are read.
"""

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

from django.db.backends.utils import CursorWrapper

from search.completion.keys import TIERS, item_keys, tier
from search.engines import postgresql
from search.engines.tables import Tables
from search.items import Item

LAST = "\U0010ffff"
"""Sorts after every character that a key can go on with."""


def create(cursor: CursorWrapper, vendor: ModuleType, tables: Tables) -> None:
    """Make the table, if the index has one and it is not there yet."""
    if not tables.has_keys:
        return
    by_bytes, clustered = ('COLLATE "C"', "") if vendor is postgresql else ("", "WITHOUT ROWID")
    cursor.execute(
        f"CREATE TABLE IF NOT EXISTS {tables.keys} (tier smallint NOT NULL, "
        f"start text {by_bytes} NOT NULL, item bigint NOT NULL, "
        f"PRIMARY KEY (tier, start, item)) {clustered}"
    )
    cursor.execute(f"CREATE INDEX IF NOT EXISTS {tables.keys}_item ON {tables.keys} (item)")


def drop(cursor: CursorWrapper, tables: Tables) -> None:
    """Remove the table, if it is there."""
    if tables.has_keys:
        cursor.execute(f"DROP TABLE IF EXISTS {tables.keys}")


def store(cursor: CursorWrapper, tables: Tables, rows: Iterable[tuple[int, Item]]) -> None:
    """Keep the titles of items under the numbers of their facts, in place of earlier ones."""
    if not tables.has_keys:
        return
    rows = list(rows)
    remove(cursor, tables, [number for number, _item in rows])
    cursor.executemany(
        f"INSERT INTO {tables.keys} (tier, start, item) VALUES (%s, %s, %s)",
        [(tier(item), key, number) for number, item in rows for key in item_keys(item)],
    )


def remove(cursor: CursorWrapper, tables: Tables, numbers: Sequence[int]) -> None:
    """Forget the titles kept under these numbers."""
    if tables.has_keys:
        cursor.executemany(
            f"DELETE FROM {tables.keys} WHERE item = %s", [(number,) for number in numbers]
        )


def found(
    cursor: CursorWrapper, vendor: ModuleType, tables: Tables, typed: Sequence[str], size: int
) -> list[tuple[Any, ...]]:
    """Kind, row and title of items kept under keys that begin so, the best tier first."""
    one_tier = (
        f"SELECT * FROM (SELECT tier, item FROM {tables.keys} "
        "WHERE tier = %s AND start >= %s AND start < %s ORDER BY start LIMIT %s) AS kept"
    )
    # the names of the parts differ, as PostgreSQL wants
    ranges = [(number, start) for start in typed for number in range(TIERS)]
    parts = [f"{one_tier}{number}" for number in range(len(ranges))]
    cursor.execute(
        f"SELECT d.kind, d.row_id, t.title FROM (SELECT item, min(tier) AS tier "
        f"FROM ({' UNION ALL '.join(parts)}) AS tiers GROUP BY item) AS k "
        f"JOIN {tables.items} d ON d.id = k.item JOIN {tables.terms} t ON t.{vendor.NUMBER} = d.id "
        "ORDER BY k.tier, d.popularity DESC, d.date DESC, d.id DESC LIMIT %s",
        [
            *(value for tier, start in ranges for value in (tier, start, start + LAST, size)),
            size * len(typed),
        ],
    )
    return cursor.fetchall()
