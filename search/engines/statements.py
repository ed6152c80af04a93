"""The one statement of a search in the database: matches once, then a page and the counts.

Matches are counted by their combination of facet values first (`alike`); every other count is
a sum over the few combinations.

Its rows are (part, packed values, number, and the columns of a hit): hits have the part `HIT`,
counts `TOTAL`, `UNFILTERED` or a facet's name. They come in no particular order.
"""

from types import ModuleType

from search.engines.tables import FACETS, Sql, Tables, conditions, joined, left_out
from search.items import Facet
from search.queries.plan import Plan, Sort

HIT, TOTAL, UNFILTERED = "hit", "total", "unfiltered"
HIT_COLUMNS = (
    "d.kind", "d.row_id", "d.url", "d.date", "d.popularity", "page.score", "d.id", "t.title",
    "t.body",
)  # fmt: skip
NO_HIT = ", NULL" * (len(HIT_COLUMNS) + len(FACETS))
ORDERS = {
    Sort.RELEVANCE: "score DESC, date DESC, id DESC",
    Sort.NEWEST: "date DESC, id DESC",
    Sort.SUPPORT: "popularity DESC, date DESC, id DESC",
}


def statement(vendor: ModuleType, tables: Tables, plan: Plan) -> Sql:
    """The statement that answers `plan`."""
    matches, page = _matches(vendor, tables, plan), _page(tables, plan)
    counts = _counts(tables, plan) if plan.counted else Sql("")
    alike = f", alike AS MATERIALIZED ({_alike(tables)})" if plan.counted else ""
    shown = ", ".join([*HIT_COLUMNS, *(_value(tables, facet) for facet in FACETS)])
    return Sql(
        f"WITH matches AS {_kept(plan)} ({matches.text}), page AS ({page.text}){alike} "
        f"SELECT '{HIT}', '', 0, {shown} FROM page "
        f"JOIN {tables.items} d ON d.id = page.id "
        f"JOIN {tables.combinations} c ON c.number = d.combination "
        f"JOIN {tables.terms} t ON t.{vendor.NUMBER} = page.id{counts.text}",
        matches.parameters + page.parameters + counts.parameters,
    )


def order(plan: Plan) -> Sort:
    """The order of `plan`: without words there is no relevance, so the newest comes first."""
    return Sort.NEWEST if plan.is_open and plan.sort == Sort.RELEVANCE else plan.sort


def _matches(vendor: ModuleType, tables: Tables, plan: Plan) -> Sql:
    """Every item that holds the words, whatever its facets."""
    words = Sql(f"SELECT id, 1.0 AS score FROM {tables.items}")
    if not plan.is_open:
        by_score = order(plan) == Sort.RELEVANCE
        words = vendor.scored(tables, plan) if by_score else vendor.matching(tables, plan)
    others = left_out(plan)
    # CROSS JOIN keeps SQLite from going through all items and looking for each in the words.
    return Sql(
        f"SELECT d.id, w.score * d.prior AS score, d.date, d.popularity, d.combination "
        f"FROM ({words.text}) w CROSS JOIN {tables.items} d "
        f"WHERE d.id = w.id AND {others.text}",
        words.parameters + others.parameters,
    )


def _page(tables: Tables, plan: Plan) -> Sql:
    pieces = conditions(tables, plan)
    allowed = joined(pieces, " AND ", "")
    among = f"SELECT number FROM {tables.combinations} m WHERE {allowed.text}"
    where = f"WHERE combination IN ({among}) " if pieces else ""
    return Sql(
        f"SELECT id, score FROM matches {where}ORDER BY {ORDERS[order(plan)]} LIMIT %s OFFSET %s",
        (*allowed.parameters, plan.size, plan.start),
    )


def _alike(tables: Tables) -> str:
    return (
        f"SELECT m.*, a.items FROM (SELECT combination, count(*) AS items FROM matches "
        f"GROUP BY combination) a JOIN {tables.combinations} m ON m.number = a.combination"
    )


def _counts(tables: Tables, plan: Plan) -> Sql:
    """The total, what it would be without filters, and each facet without its own filter."""
    parts = [_number(tables, plan, TOTAL), _number(tables, plan, UNFILTERED, but=tuple(Facet))]
    parts += [_facet(tables, plan, facet) for facet in plan.facets]
    text = "".join(f" UNION ALL {part.text}" for part in parts)
    return Sql(text, tuple(value for part in parts for value in part.parameters))


def _number(tables: Tables, plan: Plan, name: str, but: tuple[Facet, ...] = ()) -> Sql:
    allowed = joined(conditions(tables, plan, but=but), " AND ", "1 = 1")
    return Sql(
        f"SELECT '{name}', '', coalesce(sum(items), 0){NO_HIT} FROM alike m WHERE {allowed.text}",
        allowed.parameters,
    )


def _facet(tables: Tables, plan: Plan, facet: Facet) -> Sql:
    allowed = joined(conditions(tables, plan, but=[facet]), " AND ", "1 = 1")
    return Sql(
        f"SELECT '{facet}', v.packed, c.items{NO_HIT} FROM "
        f"(SELECT m.{facet}_number AS number, sum(items) AS items FROM alike m "
        f"WHERE {allowed.text} GROUP BY m.{facet}_number) c "
        f"JOIN {tables.values} v ON v.number = c.number",
        allowed.parameters,
    )


def _value(tables: Tables, facet: Facet) -> str:
    return f"(SELECT packed FROM {tables.values} WHERE number = c.{facet}_number)"


def _kept(plan: Plan) -> str:
    """Matches of words are found once; a whole table is better read in place."""
    return "NOT MATERIALIZED" if plan.is_open else "MATERIALIZED"
