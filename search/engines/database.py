"""The embedded engine: tables of our own in the portal's database, SQLite or PostgreSQL.

Facts (kind, dates, facets) lie in a narrow table, words where the database searches them
best; `sqlite` and `postgresql` hold what differs.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from types import ModuleType

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from search.engines import postgresql, sqlite
from search.engines.interface import Answer, Frequencies, Gone, Hit, SearchUnavailable
from search.engines.statements import TOTAL, UNFILTERED, count_statement, page_statement
from search.engines.tables import COLUMNS, FACETS, Tables, unpacked, values_of
from search.items import Facet, Index, Item, Key, Kind
from search.queries.plan import Plan, Token

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
        """What `plan` finds: one statement counts, one fetches the page."""
        tables = self._tables(plan.index)
        with self._cursor() as cursor:
            plan = self._vendor.narrowed(cursor, tables, plan)
            page = page_statement(self._vendor, tables, plan)
            cursor.execute(page.text, page.parameters)
            hits = tuple(_hit(row) for row in cursor.fetchall())
            if not plan.counted:
                return Answer(len(hits), hits)
            counted = count_statement(self._vendor, tables, plan)
            cursor.execute(counted.text, counted.parameters)
            return _counted(hits, cursor.fetchall())

    def frequencies(self, index: Index, tokens: Sequence[Token]) -> Frequencies:
        """In how many items each token is; the parts of a phrase count as the rarest of them."""
        tables = self._tables(index)
        parts = sorted({part for token in tokens for part in token.parts})
        with self._cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {tables.facts}")
            total = cursor.fetchone()[0]
            known = self._vendor.frequencies(cursor, tables, parts) if parts else {}
        found = {token: min(known.get(part, 0) for part in token.parts) for token in tokens}
        return Frequencies(total, found)

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

    fill = write

    def finish_rebuild(self, index: Index) -> None:
        """Bring the statistics up to date."""
        self.settle(index)

    def fingerprints(
        self, index: Index, kind: Kind, after: int, upto: int | None
    ) -> dict[int, str]:
        """Fingerprints of the stored items in a range of rows."""
        end, values = ("", ()) if upto is None else (" AND row_id <= %s", (upto,))
        with self._cursor() as cursor:
            cursor.execute(
                f"SELECT row_id, fingerprint FROM {self._tables(index).facts} "
                f"WHERE kind = %s AND row_id > %s{end}",
                (kind, after, *values),
            )
            return dict(cursor.fetchall())

    def counts(self, index: Index) -> dict[Kind, int]:
        """The number of stored items of each kind."""
        with self._cursor() as cursor:
            cursor.execute(f"SELECT kind, count(*) FROM {self._tables(index).facts} GROUP BY kind")
            return {Kind(kind): number for kind, number in cursor.fetchall()}

    def settle(self, index: Index) -> None:
        """Bring the database's statistics up to date."""
        with self._cursor() as cursor:
            self._vendor.settle(cursor, self._tables(index))

    def create(self, index: Index) -> None:
        """Make the tables of `index`, in place of earlier ones."""
        self.drop(index)
        with self._cursor() as cursor:
            self._vendor.create(cursor, self._tables(index))

    def drop(self, index: Index) -> None:
        """Remove the tables of `index`, if they are there."""
        with self._cursor() as cursor:
            self._vendor.drop(cursor, self._tables(index))

    def _write(self, index: Index, items: Sequence[Item], gone: Sequence[Gone]) -> None:
        tables = self._tables(index)
        with transaction.atomic(), self._cursor() as cursor:
            stored = [(number, item) for item in items if (number := _upsert(cursor, tables, item))]
            self._vendor.store_words(cursor, tables, stored)
            numbers = [number for key in gone for number in _delete(cursor, tables, key)]
            self._vendor.remove_words(cursor, tables, numbers)

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


def _upsert(cursor: CursorWrapper, tables: Tables, item: Item) -> int | None:
    """Store the facts of `item`; its number, or None if a newer version is there."""
    names = ", ".join(COLUMNS)
    changes = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[2:])
    cursor.execute(
        f"INSERT INTO {tables.facts} ({names}) VALUES ({', '.join(['%s'] * len(COLUMNS))}) "
        f"ON CONFLICT (kind, row_id) DO UPDATE SET {changes} "
        f"WHERE excluded.version >= {tables.facts}.version RETURNING id",
        values_of(item),
    )
    row = cursor.fetchone()
    return row[0] if row else None


def _delete(cursor: CursorWrapper, tables: Tables, gone: Gone) -> list[int]:
    cursor.execute(
        f"DELETE FROM {tables.facts} "
        "WHERE kind = %s AND row_id = %s AND version <= %s RETURNING id",
        (gone.key.kind, gone.key.row, gone.version),
    )
    return [row[0] for row in cursor.fetchall()]


def _counted(hits: tuple[Hit, ...], rows: list[tuple[str, str, int]]) -> Answer:
    """The answer with its numbers; columns with several values count for each of them."""
    numbers = {name: number for name, _column, number in rows}
    facets: dict[Facet, dict[str, int]] = {}
    for name, column, number in rows:
        if name not in (TOTAL, UNFILTERED):
            counts = facets.setdefault(Facet(name), {})
            for value in unpacked(column):
                counts[value] = counts.get(value, 0) + number
    return Answer(numbers[TOTAL], hits, facets, numbers[UNFILTERED])


def _hit(row: tuple) -> Hit:
    kind, number, url, day, popularity, score, title, body, *columns = row
    facets = (facet for facet in FACETS if facet != Facet.KIND)
    values = dict(zip(facets, map(unpacked, columns), strict=True)) | {Facet.KIND: (kind,)}
    return Hit(
        key=Key(Kind(kind), number),
        title=title,
        body=body,
        url=url,
        date=day if isinstance(day, date) else date.fromisoformat(day),
        values=values,
        popularity=popularity,
        score=score,
    )
