"""What the two databases share: the tables, and the conditions on them.

`items` is narrow: what sorts, what identifies, and the number of its combination of facet
values. A row of `combinations` has for each facet the number of its values in `values`, where
"停车, below 交通" stands once however many items have it. So matches are counted by one number,
and filtered by few combinations. `terms` keeps the words the way the
database searches them best. Names of tables are made here from constants, never from input.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from search.items import EVERYONE, Facet, Index, Item
from search.queries.plan import Plan

FACETS = tuple(Facet)
UNITS = "units"
"""Counted like a facet but never shown: the units whose staff may see an item."""
NUMBERED = (*(facet.value for facet in FACETS), UNITS)
NUMBERS = tuple(f"{name}_number" for name in NUMBERED)
"""The columns of `combinations` that point to `values`."""
ITEM_COLUMNS = (
    "kind", "row_id", "version", "fingerprint", "date", "url", "popularity", "prior",
    "combination",
)  # fmt: skip
Values = tuple[str, str]
"""A facet's name, and an item's values in it packed into one text."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The names of the tables of one index; `temporary` ones live as long as the connection."""

    index: Index
    prefix: str = "search"
    temporary: bool = False

    @property
    def items(self) -> str:
        """Key, version, date and rank of each item, and the numbers of its facet values."""
        return f"{self.prefix}_{self.index}_item"

    @property
    def values(self) -> str:
        """Which values of one facet occur together in an item."""
        return f"{self.prefix}_{self.index}_value"

    @property
    def combinations(self) -> str:
        """Which values of all facets occur together in an item."""
        return f"{self.prefix}_{self.index}_combination"

    @property
    def terms(self) -> str:
        """The words of each item."""
        return f"{self.prefix}_{self.index}_terms"

    @property
    def counts(self) -> str:
        """In how many items each word is."""
        return f"{self.terms}_count"

    @property
    def keys(self) -> str:
        """The beginnings under which titles are completed."""
        return f"{self.prefix}_{self.index}_key"

    @property
    def has_keys(self) -> bool:
        """Whether titles are completed: public ones only, and not in an evaluation."""
        return self.index == Index.PUBLIC and not self.temporary


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


def conditions(tables: Tables, plan: Plan, *, but: Container[Facet] = ()) -> list[Sql]:
    """What a combination `m` must fulfil, the filters of the facets `but` left out."""
    pieces = [
        _chosen(tables, facet, values)
        for facet, values in plan.filters.items()
        if facet not in but and values
    ]
    return [*pieces, *_within(tables, plan)]


def left_out(plan: Plan) -> Sql:
    """That the item `d` is none of those to leave out."""
    keys = [Sql("NOT (d.kind = %s AND d.row_id = %s)", (key.kind, key.row)) for key in plan.without]
    return joined(keys, " AND ", "1 = 1")


def values_of(item: Item) -> list[Values]:
    """The facet values of `item` and its units, in the order of NUMBERED."""
    values = item.values
    own = [(facet.value, packed(values[facet])) for facet in FACETS]
    return [*own, (UNITS, packed(item.units))]


def item_values(item: Item, combination: int) -> tuple[Any, ...]:
    """The facts of `item` in the order of ITEM_COLUMNS."""
    return (
        item.kind, item.row, item.version, item.fingerprint, item.date.isoformat(), item.url,
        item.popularity, item.prior, combination,
    )  # fmt: skip


def packed(values: Iterable[str]) -> str:
    """Several values in one column: |a|b|."""
    return "".join(f"|{value}" for value in values) + "|"


def unpacked(column: str) -> tuple[str, ...]:
    """The values of a packed column."""
    return tuple(value for value in column.split("|") if value)


def _chosen(tables: Tables, facet: Facet, values: Sequence[str]) -> Sql:
    """That the item has one of `values` in `facet`."""
    return _among(tables, facet, [f"|{value}|" for value in values])


def _within(tables: Tables, plan: Plan) -> list[Sql]:
    """The units whose staff asks; a scope without any finds nothing."""
    if plan.within is None or plan.within.everything:
        return []
    paths = plan.within.paths
    return [
        _among(tables, UNITS, [f"|{path}|" if path == EVERYONE else f"|{path}" for path in paths])
    ]


def _among(tables: Tables, name: str, texts: Sequence[str]) -> Sql:
    """That the packed values of `name` hold one of `texts`, whatever signs these are made of."""
    holding = joined([_contains(text) for text in texts], " OR ", "1 = 0")
    return Sql(
        f"m.{name}_number IN (SELECT number FROM {tables.values} "
        f"WHERE name = %s AND ({holding.text}))",
        (name, *holding.parameters),
    )


def _contains(text: str) -> Sql:
    escaped = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return Sql("packed LIKE %s ESCAPE '\\'", (f"%{escaped}%",))
