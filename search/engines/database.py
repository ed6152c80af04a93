"""The embedded engine: tables of our own in the portal's database, SQLite or PostgreSQL.

Facts (kind, dates, facets) lie in a narrow table, words where the database searches them
best; `sqlite` and `postgresql` hold what differs.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from operator import itemgetter
from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from search.engines import keys, postgresql, sqlite
from search.engines.interface import (
    Answer,
    Frequencies,
    Gone,
    Hit,
    SearchUnavailable,
    Shipment,
    Titled,
)
from search.engines.statements import HIT, TOTAL, UNFILTERED, order, statement
from search.engines.tables import (
    FACETS,
    ITEM_COLUMNS,
    NUMBERS,
    Tables,
    Values,
    item_values,
    unpacked,
    values_of,
)
from search.items import Facet, Index, Item, Key, Kind
from search.queries.plan import Plan, Sort, Token

Row = tuple[Any, ...]
VENDORS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


class DatabaseEngine:
    """Searches in the portal's own database. Temporary tables serve evaluations."""

    name = "database"
    rebuilds_in_place = True

    def __init__(self, *, prefix: str = "search", temporary: bool = False) -> None:
        """An engine on the tables that begin with `prefix`."""
        self.prefix = prefix
        self.temporary = temporary

    def answer(self, plan: Plan) -> Answer:
        """What `plan` finds, by one statement."""
        tables = self._tables(plan.index)
        with self._cursor() as cursor:
            plan = self._vendor.narrowed(cursor, tables, plan)
            sql = statement(self._vendor, tables, plan)
            cursor.execute(sql.text, sql.parameters)
            return _answer(cursor.fetchall(), plan)

    def frequencies(self, index: Index, tokens: Sequence[Token]) -> Frequencies:
        """In how many items each token is; the parts of a phrase count as the rarest of them."""
        tables = self._tables(index)
        parts = sorted({part for token in tokens for part in token.parts})
        with self._cursor() as cursor:
            total, known = self._vendor.frequencies(cursor, tables, parts)
        found = {token: min(known.get(part, 0) for part in token.parts) for token in tokens}
        return Frequencies(total, found)

    def completions(self, *typed: str, size: int) -> list[Titled]:
        """Public items kept under a key that begins with one of `typed`, by one statement."""
        tables = self._tables(Index.PUBLIC)
        with self._cursor() as cursor:
            rows = keys.found(cursor, self._vendor, tables, typed, size)
        return [Titled(Key(Kind(kind), row), title) for kind, row, title in rows]

    def write(
        self, index: Index, items: Sequence[Item], gone: Sequence[Gone] = ()
    ) -> dict[Key, str]:
        """Store and remove; where one item cannot be stored, the others are all the same."""
        try:
            self._write(index, items, gone)
        except SearchUnavailable as error:
            keys = [item.key for item in items] + [item.key for item in gone]
            if len(keys) == 1:
                return {keys[0]: str(error)}
            failed = [self.write(index, [item]) for item in items]
            failed += [self.write(index, [], [item]) for item in gone]
            return {key: text for errors in failed for key, text in errors.items()}
        return {}

    def begin_rebuild(self, index: Index) -> None:
        """Nothing: rows are overwritten one by one while all others stay findable."""

    def fill(self, index: Index, shipments: Iterable[Shipment]) -> dict[Key, str]:
        """Store and remove, one shipment after the other."""
        errors: dict[Key, str] = {}
        for shipment in shipments:
            errors |= self.write(index, shipment.items, shipment.gone)
        return errors

    def finish_rebuild(self, index: Index) -> None:
        """Bring the statistics up to date."""
        self.settle(index)

    def forget_unfinished(self, index: Index, begun_before: datetime) -> None:
        """Nothing: a rebuild leaves nothing beside the index."""

    def fingerprints(self, index: Index, kind: Kind, after: int, most: int) -> dict[int, str]:
        """Fingerprints by row of the first `most` stored items with row > `after`, in order."""
        with self._cursor() as cursor:
            cursor.execute(
                f"SELECT row_id, fingerprint FROM {self._tables(index).items} "
                "WHERE kind = %s AND row_id > %s ORDER BY row_id LIMIT %s",
                (kind, after, most),
            )
            return dict(cursor.fetchall())

    def counts(self, index: Index) -> dict[Kind, int]:
        """The number of stored items of each kind."""
        with self._cursor() as cursor:
            cursor.execute(f"SELECT kind, count(*) FROM {self._tables(index).items} GROUP BY kind")
            return {Kind(kind): number for kind, number in cursor.fetchall()}

    def is_whole(self, index: Index) -> bool:
        """Whether there is anything."""
        return bool(self.counts(index))

    def settle(self, index: Index) -> None:
        """Bring the database's statistics up to date."""
        with self._cursor() as cursor:
            self._vendor.settle(cursor, self._tables(index))

    def create(self, index: Index) -> None:
        """Make the tables of `index`, in place of earlier ones."""
        self.drop(index)
        with self._cursor() as cursor:
            self._vendor.create(cursor, self._tables(index))
        self.create_keys(index)

    def create_keys(self, index: Index) -> None:
        """Make the table of completions, if `index` has one and it is not there yet."""
        with self._cursor() as cursor:
            keys.create(cursor, self._vendor, self._tables(index))

    def drop(self, index: Index) -> None:
        """Remove the tables of `index`, if they are there."""
        with self._cursor() as cursor:
            keys.drop(cursor, self._tables(index))
            self._vendor.drop(cursor, self._tables(index))

    def _write(self, index: Index, items: Sequence[Item], gone: Sequence[Gone]) -> None:
        tables = self._tables(index)
        with transaction.atomic(), self._cursor() as cursor:
            combinations = _combinations(cursor, tables, items)
            stored = [
                (key, item)
                for item, combination in zip(items, combinations, strict=True)
                if (key := _upsert(cursor, tables, item, combination))
            ]
            self._vendor.store_words(cursor, tables, stored)
            keys.store(cursor, tables, stored)
            removed = [number for one in gone for number in _delete(cursor, tables, one)]
            self._vendor.remove_words(cursor, tables, removed)
            keys.remove(cursor, tables, removed)

    def _tables(self, index: Index) -> Tables:
        return Tables(index, self.prefix, self.temporary)

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        return connections[DEFAULT_DB_ALIAS]

    @property
    def _vendor(self) -> ModuleType:
        return VENDORS[self._connection.vendor]

    @contextmanager
    def _cursor(self) -> Iterator[CursorWrapper]:
        try:
            with self._connection.cursor() as cursor:
                yield cursor
        except DatabaseError as error:
            raise SearchUnavailable(str(error)) from error


def _numbers(cursor: CursorWrapper, tables: Tables, items: Sequence[Item]) -> dict[Values, int]:
    """The numbers of all facet values of `items`; new ones are stored."""
    values = sorted({value for item in items for value in values_of(item)})
    cursor.executemany(
        f"INSERT INTO {tables.values} (name, packed) VALUES (%s, %s) "
        "ON CONFLICT (name, packed) DO NOTHING",
        values,
    )
    numbers: dict[Values, int] = {}
    for value in values:
        cursor.execute(f"SELECT number FROM {tables.values} WHERE name = %s AND packed = %s", value)
        numbers[value] = cursor.fetchone()[0]
    return numbers


def _combinations(cursor: CursorWrapper, tables: Tables, items: Sequence[Item]) -> list[int]:
    """The number of each item's combination of facet values; new ones are stored."""
    numbers = _numbers(cursor, tables, items)
    wanted = [tuple(numbers[value] for value in values_of(item)) for item in items]
    new = sorted(set(wanted))
    cursor.executemany(
        f"INSERT INTO {tables.combinations} ({', '.join(NUMBERS)}) "
        f"VALUES ({', '.join(['%s'] * len(NUMBERS))}) ON CONFLICT DO NOTHING",
        new,
    )
    equal = " AND ".join(f"{column} = %s" for column in NUMBERS)
    found: dict[tuple[int, ...], int] = {}
    for combination in new:
        cursor.execute(f"SELECT number FROM {tables.combinations} WHERE {equal}", combination)
        found[combination] = cursor.fetchone()[0]
    return [found[combination] for combination in wanted]


def _upsert(cursor: CursorWrapper, tables: Tables, item: Item, combination: int) -> int | None:
    """Store the facts of `item`; its id, or None if a newer version is there."""
    names = ", ".join(ITEM_COLUMNS)
    changes = ", ".join(f"{column} = excluded.{column}" for column in ITEM_COLUMNS[2:])
    cursor.execute(
        f"INSERT INTO {tables.items} ({names}) VALUES ({', '.join(['%s'] * len(ITEM_COLUMNS))}) "
        f"ON CONFLICT (kind, row_id) DO UPDATE SET {changes} "
        f"WHERE excluded.version >= {tables.items}.version RETURNING id",
        item_values(item, combination),
    )
    row = cursor.fetchone()
    return row[0] if row else None


def _delete(cursor: CursorWrapper, tables: Tables, gone: Gone) -> list[int]:
    cursor.execute(
        f"DELETE FROM {tables.items} "
        "WHERE kind = %s AND row_id = %s AND version <= %s RETURNING id",
        (gone.key.kind, gone.key.row, gone.version),
    )
    return [row[0] for row in cursor.fetchall()]


def _answer(rows: Iterable[Row], plan: Plan) -> Answer:
    """The rows of the statement in their order, sorted out."""
    found: list[Row] = []
    numbers = dict.fromkeys((TOTAL, UNFILTERED), 0)
    facets: dict[Facet, Counter[str]] = {facet: Counter() for facet in plan.facets}
    for part, value, number, *columns in rows:
        if part == HIT:
            found.append(tuple(columns))
        elif part in numbers:
            numbers[part] = int(number)
        else:
            facets[Facet(part)].update(dict.fromkeys(unpacked(value), int(number)))
    hits = tuple(map(_hit, sorted(found, key=_places[order(plan)], reverse=True)))
    return Answer(numbers[TOTAL] if plan.counted else len(hits), hits, facets, numbers[UNFILTERED])


def _hit(columns: Row) -> Hit:
    kind, row, url, day, popularity, score, _number, title, body, *facets = columns
    return Hit(
        key=Key(Kind(kind), row),
        title=title,
        body=body,
        url=url,
        date=day if isinstance(day, date) else date.fromisoformat(day),
        values=dict(zip(FACETS, map(unpacked, facets), strict=True)),
        popularity=popularity,
        score=score,
    )


_places: dict[Sort, Callable[[Row], Any]] = {
    Sort.RELEVANCE: itemgetter(5, 3, 6),
    Sort.NEWEST: itemgetter(3, 6),
    Sort.SUPPORT: itemgetter(4, 3, 6),
}
"""The columns of a hit by which each order of `statements.ORDERS` goes."""
