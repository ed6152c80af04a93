"""Making: the ledger's lines, a piece in memory at a time."""

from collections.abc import Iterator, Sequence

from portal.spreadsheets.downloads import Cell
from suggestions.desk.exporting import pieces
from suggestions.desk.ledger.columns import COLUMNS
from suggestions.desk.ledger.facts import Facts
from suggestions.desk.tabs import Shown
from suggestions.suggestion import SuggestionQuerySet

ORDER = ("-submitted_at", "-id")
RELATED = ("campaign", "topic", "area", "unit", "station")


def ledger(rows: SuggestionQuerySet, names: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """A heading, then one line for each of `rows`, newest first; `names` are of COLUMNS."""
    columns = [COLUMNS[name] for name in names]
    yield ["№", *(str(column.label) for column in columns)]
    number = 0
    for piece in pieces(Shown(rows.select_related(*RELATED), ORDER)):
        facts = Facts([row.pk for row in piece])
        for row in piece:
            number += 1
            yield [number, *(column.value(row, facts) for column in columns)]
