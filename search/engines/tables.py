"""What the two databases share: the narrow table of facts and the conditions on it.

The table is the same on both; each keeps the words in its own way. Names of tables are
made here from constants, never from input.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from search.items import EVERYONE, Facet, Index, Item
from search.queries.plan import Plan, Sort

FACETS = tuple(Facet)
COLUMNS = (
    "kind", "row_id", "version", "fingerprint", "date", "url", "popularity", "prior",
    *(facet.value for facet in FACETS if facet != Facet.KIND), "units",
)  # fmt: skip
ORDERS = {
    Sort.NEWEST: "d.date DESC, d.id DESC",
    Sort.SUPPORT: "d.popularity DESC, d.date DESC, d.id DESC",
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The names of the tables of one index; `temporary` ones live as long as the connection."""

    index: Index
    prefix: str = "search"
    temporary: bool = False

    @property
    def facts(self) -> str:
        """Kind, row, facets and dates of each item."""
        return f"{self.prefix}_{self.index}_item"

    @property
    def terms(self) -> str:
        """The words of each item."""
        return f"{self.prefix}_{self.index}_terms"


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


def joined(pieces: Iterable[Sql], by: str, empty: str) -> Sql:
    """All pieces in one, or `empty` if there are none."""
    found = list(pieces)
    if not found:
        return Sql(empty)
    text = by.join(f"({piece.text})" for piece in found)
    return Sql(text, tuple(value for piece in found for value in piece.parameters))


def conditions(plan: Plan, *, but: Container[Facet] = ()) -> Sql:
    """What the facts `d` of a found item must fulfil, the filters of the facets `but` left out."""
    pieces = [
        chosen(facet, values)
        for facet, values in plan.filters.items()
        if facet not in but and values
    ]
    return joined([*pieces, *_within(plan), *_without(plan)], " AND ", "1 = 1")


def chosen(facet: Facet, values: Sequence[str]) -> Sql:
    """That the item has one of `values` in `facet`."""
    if facet == Facet.KIND:
        return Sql(f"d.kind IN ({', '.join(['%s'] * len(values))})", tuple(values))
    return joined([_contains(facet.value, f"|{value}|") for value in values], " OR ", "1 = 0")


def values_of(item: Item) -> tuple[Any, ...]:
    """The facts of `item` in the order of COLUMNS."""
    values = item.values
    facets = (packed(values[facet]) for facet in FACETS if facet != Facet.KIND)
    return (
        item.kind, item.row, item.version, item.fingerprint, item.date.isoformat(), item.url,
        item.popularity, item.prior, *facets, packed(item.units),
    )  # fmt: skip


def packed(values: Iterable[str]) -> str:
    """Several values in one column: |a|b|."""
    return "".join(f"|{value}" for value in values) + "|"


def unpacked(column: str) -> tuple[str, ...]:
    """The values of a packed column."""
    return tuple(value for value in column.split("|") if value)


def _within(plan: Plan) -> list[Sql]:
    """The units whose staff asks; a scope without any finds nothing."""
    if plan.within is None or plan.within.everything:
        return []
    reached = [
        _contains("units", f"|{path}|" if path == EVERYONE else f"|{path}")
        for path in plan.within.paths
    ]
    return [joined(reached, " OR ", "1 = 0")]


def _without(plan: Plan) -> list[Sql]:
    return [Sql("NOT (d.kind = %s AND d.row_id = %s)", (key.kind, key.row)) for key in plan.without]


def _contains(column: str, text: str) -> Sql:
    """That the packed `column` holds `text`, whatever signs it is made of."""
    escaped = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return Sql(f"d.{column} LIKE %s ESCAPE '\\'", (f"%{escaped}%",))
