"""The words of the database engine on SQLite: an FTS5 table with bm25."""

from collections.abc import Iterable, Sequence

from django.db.backends.utils import CursorWrapper

from search.engines.cutting import cut
from search.engines.tables import NUMBERS, Sql, Tables
from search.items import Item
from search.queries.plan import Field, Plan, Token

NUMBER = "rowid"
"""The column of the words' table that is the number of the facts."""
WEIGHTS = {
    Field.BIGRAMS: 1.0,
    Field.WORDS: 1.0,
    Field.CHARACTERS: 0.3,
    Field.TITLE: 1.0,
    Field.CITATIONS: 1.0,
}
"""How much a match in each field counts; the order is that of the FTS5 columns."""
MULTIPLE = ", ".join(f"{weight}" for weight in WEIGHTS.values())


def create(cursor: CursorWrapper, tables: Tables) -> None:
    """Make the tables of one index."""
    temporary, schema = ("TEMPORARY ", "temp.") if tables.temporary else ("", "")
    numbers = ", ".join(f"{column} integer NOT NULL" for column in NUMBERS)
    cursor.execute(
        f"CREATE {temporary}TABLE {tables.values} (number integer PRIMARY KEY, "
        "name text NOT NULL, packed text NOT NULL, UNIQUE (name, packed))"
    )
    cursor.execute(
        f"CREATE {temporary}TABLE {tables.combinations} (number integer PRIMARY KEY, {numbers}, "
        f"UNIQUE ({', '.join(NUMBERS)}))"
    )
    cursor.execute(
        f"CREATE {temporary}TABLE {tables.items} (id integer PRIMARY KEY AUTOINCREMENT, "
        "kind text NOT NULL, row_id integer NOT NULL, version integer NOT NULL, "
        "fingerprint text NOT NULL, date text NOT NULL, url text NOT NULL, "
        "popularity integer NOT NULL, prior real NOT NULL CHECK (typeof(prior) = 'real'), "
        "combination integer NOT NULL, UNIQUE (kind, row_id))"
    )
    cursor.execute(f"CREATE INDEX {schema}{tables.items}_date ON {tables.items} (date, id)")
    # The tokens come ready cut; 'ascii' splits at blanks only and leaves all else alone.
    cursor.execute(
        f"CREATE VIRTUAL TABLE {schema}{tables.terms} USING fts5({', '.join(WEIGHTS)}, "
        """title UNINDEXED, body UNINDEXED, tokenize="ascii tokenchars '#-'")"""
    )
    cursor.execute(
        f"CREATE VIRTUAL TABLE {schema}{tables.counts} USING fts5vocab({tables.terms}, 'row')"
    )


def drop(cursor: CursorWrapper, tables: Tables) -> None:
    """Remove the tables of one index."""
    for name in (tables.counts, tables.terms, tables.items, tables.combinations, tables.values):
        cursor.execute(f"DROP TABLE IF EXISTS {name}")


def store_words(cursor: CursorWrapper, tables: Tables, rows: Iterable[tuple[int, Item]]) -> None:
    """Store the words of items under the numbers of their facts."""
    cursor.executemany(
        f"INSERT OR REPLACE INTO {tables.terms} (rowid, {', '.join(WEIGHTS)}, title, body) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [(number, *_columns(item)) for number, item in rows],
    )


def remove_words(cursor: CursorWrapper, tables: Tables, numbers: Sequence[int]) -> None:
    """Remove the words stored under these numbers."""
    cursor.executemany(f"DELETE FROM {tables.terms} WHERE rowid = %s", [(n,) for n in numbers])


def narrowed(cursor: CursorWrapper, tables: Tables, plan: Plan) -> Plan:
    """`plan` as it is: FTS5 ranks any number of matches quickly."""
    return plan


def matching(tables: Tables, plan: Plan) -> Sql:
    """The numbers (`id`) of the items that hold the words of `plan`, all with the same score."""
    return Sql(
        f"SELECT rowid AS id, 1.0 AS score FROM {tables.terms} WHERE {tables.terms} MATCH %s",
        (expression(plan),),
    )


def scored(tables: Tables, plan: Plan) -> Sql:
    """The same with their `score`, higher is better; bm25() of FTS5 is lower for better ones."""
    return Sql(
        f"SELECT rowid AS id, -bm25({tables.terms}, {MULTIPLE}) AS score "
        f"FROM {tables.terms} WHERE {tables.terms} MATCH %s",
        (expression(plan),),
    )


def frequencies(
    cursor: CursorWrapper, tables: Tables, parts: Sequence[str]
) -> tuple[int, dict[str, int]]:
    """The number of items, and in how many of them each of `parts` is, in whatever field."""
    marks = ", ".join(["%s"] * len(parts))
    cursor.execute(
        f"SELECT '', count(*) FROM {tables.items} UNION ALL "
        f"SELECT term, doc FROM {tables.counts} WHERE term IN ({marks})",
        parts,
    )
    known = dict(cursor.fetchall())
    return known.pop(""), known


def settle(cursor: CursorWrapper, tables: Tables) -> None:
    """Nothing is ever out of date here; planning is better with statistics."""
    cursor.execute(f"ANALYZE {tables.items}")


def expression(plan: Plan) -> str:
    """The MATCH expression of `plan`.

    What only raises the score is joined by "or" to something that is there anyway.
    """
    groups = [[token] for token in plan.required] + [list(group) for group in plan.groups]
    if plan.scoring:
        groups.append([*groups[-1], *plan.scoring])
    text = " AND ".join(f"({_any(group)})" for group in groups)
    return f"({text}) NOT ({_any(plan.excluded)})" if plan.excluded else text


def _any(tokens: Sequence[Token]) -> str:
    return " OR ".join(f'{token.field} : "{" ".join(token.parts)}"' for token in tokens)


def _columns(item: Item) -> tuple[str, ...]:
    """The cut text for each field, then what is shown."""
    fields = cut(item)
    return *(" ".join(fields[field]) for field in WEIGHTS), item.title, item.body
