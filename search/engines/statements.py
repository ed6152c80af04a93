"""The two statements of a search in the database: one counts, one fetches a page."""

from types import ModuleType

from search.engines.tables import FACETS, ORDERS, Sql, Tables, conditions
from search.items import Facet
from search.queries.plan import Plan, Sort

TOTAL, UNFILTERED = "total", "unfiltered"


def count_statement(vendor: ModuleType, tables: Tables, plan: Plan) -> Sql:
    """Rows of (facet, packed values, number); the total is called `TOTAL`, the number of matches
    without any filter `UNFILTERED`.

    The matches are found once. Each facet leaves out its own filter only.
    """
    matches = (
        _facts(tables, plan) if plan.is_open else _joined(vendor.matching(tables, plan), tables)
    )
    parts = [_number(TOTAL, conditions(plan)), _number(UNFILTERED, conditions(plan, but=Facet))]
    parts += [_facet(plan, facet) for facet in plan.facets]
    return Sql(
        f"WITH matches AS {_materialized(plan)} ({matches.text}) "
        + " UNION ALL ".join(part.text for part in parts),
        matches.parameters + tuple(value for part in parts for value in part.parameters),
    )


def page_statement(vendor: ModuleType, tables: Tables, plan: Plan) -> Sql:
    """One page of hits; the texts are joined only to the rows shown."""
    matches = _open_scored(tables) if plan.is_open else vendor.scored(tables, plan)
    allowed = conditions(plan)
    order = ORDERS.get(_sort(plan), "score DESC, d.date DESC, d.id DESC")
    facets = ", ".join(f"d.{facet}" for facet in FACETS if facet != Facet.KIND)
    return Sql(
        f"WITH page AS (SELECT d.id, m.score * d.prior AS score FROM ({matches.text}) m "
        f"JOIN {tables.facts} d ON d.id = m.id WHERE {allowed.text} "
        f"ORDER BY {order} LIMIT %s OFFSET %s) "
        "SELECT d.kind, d.row_id, d.url, d.date, d.popularity, page.score, "
        f"t.title, t.body, {facets} FROM page JOIN {tables.facts} d ON d.id = page.id "
        f"JOIN {tables.terms} t ON t.{vendor.NUMBER} = page.id ORDER BY "
        + order.replace("score", "page.score"),
        (*matches.parameters, *allowed.parameters, plan.size, plan.start),
    )


def _number(name: str, allowed: Sql) -> Sql:
    return Sql(
        f"SELECT '{name}', '', count(*) FROM matches d WHERE {allowed.text}", allowed.parameters
    )


def _facet(plan: Plan, facet: Facet) -> Sql:
    allowed = conditions(plan, but=[facet])
    column = "'|' || d.kind || '|'" if facet == Facet.KIND else f"d.{facet}"
    return Sql(
        f"SELECT '{facet}', {column}, count(*) FROM matches d WHERE {allowed.text} GROUP BY 2",
        allowed.parameters,
    )


def _facts(tables: Tables, plan: Plan) -> Sql:
    return Sql(f"SELECT * FROM {tables.facts}")


def _joined(matching: Sql, tables: Tables) -> Sql:
    return Sql(
        f"SELECT d.* FROM ({matching.text}) m JOIN {tables.facts} d ON d.id = m.id",
        matching.parameters,
    )


def _open_scored(tables: Tables) -> Sql:
    return Sql(f"SELECT id, 1.0 AS score FROM {tables.facts}")


def _sort(plan: Plan) -> Sort:
    """Without words there is no relevance; the newest comes first."""
    return Sort.NEWEST if plan.is_open and plan.sort == Sort.RELEVANCE else plan.sort


def _materialized(plan: Plan) -> str:
    """Found matches are kept for all facets; a whole table is better read in place."""
    return "NOT MATERIALIZED" if plan.is_open else "MATERIALIZED"
