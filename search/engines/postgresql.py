"""The words of the database engine on PostgreSQL: a tsvector with GIN, ranked by BM25.

ts_rank() knows no rarity of words, so the score is computed here from the vector's own
counts and a table that says in how many items each token is (brought up to date by
`settle`). Only items that hold a rare token of the query are scored; see `scored`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.backends.utils import CursorWrapper

from search.engines.cutting import cut
from search.engines.tables import NUMBERS, Sql, Tables
from search.items import Item
from search.queries.plan import Field, Plan, Token

NUMBER = "id"
"""The column of the words' table that is the number of the facts."""
MARKS = {
    Field.BIGRAMS: "b",
    Field.WORDS: "w",
    Field.CHARACTERS: "c",
    Field.TITLE: "t",
    Field.CITATIONS: "=",
}
"""The first letter of every token says which field it is from."""
WEIGHTS = {"b": 1.0, "w": 1.0, "c": 0.3, "t": 1.0, "=": 1.0}
LAST_POSITION = 16_383
"""The highest position that a tsvector can hold."""
SCORED = 2_000
"""Items whose score is computed, about 20 ms for 1,000; of more matches the newest."""
SAMPLED = 100_000
"""Items from which the frequencies are estimated."""
ITEMS, LENGTH = "#items", "#length"
"""Rows of the table of frequencies that hold the number of items and their mean length."""


def create(cursor: CursorWrapper, tables: Tables) -> None:
    """Make the tables of one index."""
    table = "TEMPORARY TABLE" if tables.temporary else "TABLE"
    key = "bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY"
    numbers = ", ".join(f"{column} bigint NOT NULL" for column in NUMBERS)
    cursor.execute(
        f"CREATE {table} {tables.values} (number {key}, "
        "name text NOT NULL, packed text NOT NULL, UNIQUE (name, packed))"
    )
    cursor.execute(
        f"CREATE {table} {tables.combinations} (number {key}, {numbers}, "
        f"UNIQUE ({', '.join(NUMBERS)}))"
    )
    cursor.execute(
        f"CREATE {table} {tables.items} (id {key}, "
        "kind text NOT NULL, row_id bigint NOT NULL, version bigint NOT NULL, "
        "fingerprint text NOT NULL, date date NOT NULL, url text NOT NULL, "
        "popularity integer NOT NULL, prior float NOT NULL, combination bigint NOT NULL, "
        "UNIQUE (kind, row_id))"
    )
    cursor.execute(f"CREATE INDEX {tables.items}_date ON {tables.items} (date, id)")
    cursor.execute(
        f"CREATE {table} {tables.terms} (id bigint PRIMARY KEY, title text NOT NULL, "
        "body text NOT NULL, length integer NOT NULL, words tsvector NOT NULL)"
    )
    cursor.execute(f"CREATE INDEX {tables.terms}_words ON {tables.terms} USING gin (words)")
    cursor.execute(f"CREATE {table} {tables.counts} (term text PRIMARY KEY, doc float NOT NULL)")


def drop(cursor: CursorWrapper, tables: Tables) -> None:
    """Remove the tables of one index."""
    for name in (tables.counts, tables.terms, tables.items, tables.combinations, tables.values):
        cursor.execute(f"DROP TABLE IF EXISTS {name}")


def store_words(cursor: CursorWrapper, tables: Tables, rows: Iterable[tuple[int, Item]]) -> None:
    """Store the words of items under the numbers of their facts."""
    cursor.executemany(
        f"INSERT INTO {tables.terms} (id, title, body, length, words) "
        "VALUES (%s, %s, %s, %s, %s::tsvector) ON CONFLICT (id) DO UPDATE SET "
        "title = excluded.title, body = excluded.body, length = excluded.length, "
        "words = excluded.words",
        [(number, item.title, item.body, *_vector(item)) for number, item in rows],
    )


def remove_words(cursor: CursorWrapper, tables: Tables, numbers: Sequence[int]) -> None:
    """Remove the words stored under these numbers."""
    cursor.execute(f"DELETE FROM {tables.terms} WHERE id = ANY(%s)", (list(numbers),))


def narrowed(cursor: CursorWrapper, tables: Tables, plan: Plan) -> Plan:
    """`plan` with only so many alternatives, rarest first, that `SCORED` items hold them."""
    if not plan.any_of:
        return plan
    _total, known = frequencies(cursor, tables, [token.parts[0] for token in plan.any_of])
    kept: list[Token] = []
    items = 0
    for token in plan.any_of:
        items += known.get(token.parts[0], 0)
        if kept and items > SCORED:
            break
        kept.append(token)
    rest = plan.any_of[len(kept) :]
    return replace(plan, any_of=tuple(kept), scoring=(*plan.scoring, *rest))


def matching(tables: Tables, plan: Plan) -> Sql:
    """The numbers (`id`) of the items that hold the words of `plan`, all with the same score."""
    return Sql(
        f"SELECT id, 1.0 AS score FROM {tables.terms} WHERE words @@ %s::tsquery",
        (expression(plan),),
    )


def scored(tables: Tables, plan: Plan) -> Sql:
    """The same with their `score` by BM25 (Robertson and Zaragoza 2009: k1 1.2, b 0.75).

    Only the newest `SCORED` of very many matches are scored; the others come after them.
    """
    tokens = [_marked(token) for token in plan.tokens]
    weights = [WEIGHTS[token[0]] for token in tokens]
    words, count = tables.terms, tables.counts
    return Sql(
        f"""
        SELECT m.id, coalesce(s.score, 0) AS score
        FROM (SELECT id FROM {words} WHERE words @@ %s::tsquery) m
        LEFT JOIN (
            WITH query AS MATERIALIZED (
                SELECT term, weight * ln(
                    1 + (greatest(items.doc - coalesce(known.doc, 1), 0) + 0.5)
                    / (coalesce(known.doc, 1) + 0.5)
                ) AS idf
                FROM unnest(%s::text[], %s::float[]) AS token (term, weight)
                LEFT JOIN {count} known USING (term),
                (SELECT coalesce(max(doc), 1) AS doc FROM {count} WHERE term = %s) items
            )
            SELECT t.id, (
                SELECT sum(idf * tf.n * 2.2 / (tf.n + 1.2 * (0.25 + 0.75 * t.length / mean.doc)))
                FROM unnest(t.words) l JOIN query ON l.lexeme = query.term,
                LATERAL (SELECT coalesce(cardinality(l.positions), 1) AS n) tf
            ) AS score
            FROM (
                SELECT id, length, words FROM {words} WHERE words @@ %s::tsquery
                ORDER BY id DESC LIMIT %s
            ) t,
            (SELECT coalesce(max(doc), 100) AS doc FROM {count} WHERE term = %s) mean
        ) s USING (id)
        """,
        (expression(plan), tokens, weights, ITEMS, expression(plan), SCORED, LENGTH),
    )


def frequencies(
    cursor: CursorWrapper, tables: Tables, parts: Sequence[str]
) -> tuple[int, dict[str, int]]:
    """The number of items, and in how many each of `parts` is as a pair, word or character.

    Both at the last `settle`; a part that has come since counts as one.
    """
    marked = [f"{mark}{part}" for part in parts for mark in "bwc"]
    cursor.execute(
        f"SELECT %s, coalesce(nullif((SELECT doc FROM {tables.counts} WHERE term = %s), 0), "
        f"(SELECT count(*) FROM {tables.items})) UNION ALL "
        f"SELECT term, doc FROM {tables.counts} WHERE term = ANY(%s)",
        (ITEMS, ITEMS, marked),
    )
    (_items, total), *rows = cursor.fetchall()
    known: dict[str, int] = {}
    for term, number in rows:
        known[term[1:]] = max(known.get(term[1:], 0), round(number))
    new = [part for part in parts if part not in known]
    return round(total), known | (_since(cursor, tables, new) if new else {})


def settle(cursor: CursorWrapper, tables: Tables) -> None:
    """Count anew in how many items each token is; from a sample where there are very many."""
    cursor.execute(f"SELECT count(*), avg(length) FROM {tables.terms}")
    items, length = cursor.fetchone()
    share = min(SAMPLED / max(items, 1), 1.0)
    sample = f"SELECT words FROM {tables.terms}"
    if share < 1:
        sample += f" TABLESAMPLE BERNOULLI ({share * 100:.3f}) REPEATABLE (1)"
    cursor.execute(f"DELETE FROM {tables.counts}")
    cursor.execute(
        f"INSERT INTO {tables.counts} SELECT word, ndoc / %s FROM ts_stat(%s)", (share, sample)
    )
    cursor.execute(
        f"INSERT INTO {tables.counts} VALUES (%s, %s), (%s, %s)",
        (ITEMS, items, LENGTH, length or 1),
    )
    for name in (tables.items, tables.combinations, tables.terms, tables.counts):
        cursor.execute(f"ANALYZE {name}")


def expression(plan: Plan) -> str:
    """The tsquery of `plan` in its text form."""
    groups = [_phrase(token) for token in plan.required]
    groups += [" | ".join(map(_phrase, group)) for group in plan.groups]
    groups += [f"!({_phrase(token)})" for token in plan.excluded]
    return " & ".join(f"({group})" for group in groups)


def _since(cursor: CursorWrapper, tables: Tables, parts: Sequence[str]) -> dict[str, int]:
    """Those of `parts` that an item written since the last `settle` holds, each as 1."""
    queries = [f"'b{part}' | 'w{part}' | 'c{part}'" for part in parts]
    cursor.execute(
        "SELECT part FROM unnest(%s::text[], %s::text[]) AS token (part, query) WHERE EXISTS "
        f"(SELECT 1 FROM {tables.terms} WHERE words @@ query::tsquery)",
        (list(parts), queries),
    )
    return {row[0]: 1 for row in cursor.fetchall()}


def _phrase(token: Token) -> str:
    mark = MARKS[token.field]
    return " <-> ".join(f"'{mark}{part}'" for part in token.parts)


def _marked(token: Token) -> str:
    """A phrase is scored by its first part; that its parts stand together is required."""
    return f"{MARKS[token.field]}{token.parts[0]}"


def _vector(item: Item) -> tuple[int, str]:
    """The number of pairs and the text form of the tsvector: 'b停车':1,5 'w停车':1 …"""
    fields = cut(item)
    positions: dict[str, list[str]] = {}
    for field, tokens in fields.items():
        for position, token in enumerate(tokens[:LAST_POSITION], start=1):
            positions.setdefault(f"'{MARKS[field]}{token}'", []).append(str(position))
    vector = " ".join(f"{token}:{','.join(at)}" for token, at in positions.items())
    return len(fields[Field.BIGRAMS]), vector
