"""Areas from a table: division codes and names; the code itself tells what lies in what."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.organisation.area import Area
from portal.organisation.division_codes import (
    LENGTH,
    WIDTHS,
    check_below,
    check_division_code,
    significant,
)
from portal.organisation.imports.cells import columns_of, day, need_columns, text
from portal.organisation.imports.outcome import Outcome, Refused
from portal.organisation.imports.tree import Planner, Wanted, hold, write
from portal.spreadsheets.rows import BrokenRow, Row, UnreadableFile

COLUMNS = {
    "code": ("区划代码", "行政区划代码", "代码", "code"),
    "name": ("名称", "区划名称", "name"),
    "above": ("上级代码", "上级区划代码", "parent", "above"),
    "valid_from": ("生效日期", "valid from"),
}
NEEDED = ("code", "name")


@transaction.atomic
def import_areas(
    rows: Iterable[Row | BrokenRow],
    *,
    on: date,
    dry_run: bool = False,
    may: Callable[[str], bool] = lambda path: True,
) -> Outcome:
    """Take the areas in `rows` over; with `dry_run` only tell what would be done.

    Without a column for the area above, each stands below the nearest division that its code
    lies in, of this file or already there. Raises UnreadableFile if needed columns are missing.
    """
    hold(Area)
    refused: list[Refused] = []
    wanted = [one for one in (_wanted(row, refused) for row in rows) if one]
    if not (wanted or refused):
        raise UnreadableFile(_("The table has no rows below its headings."))
    planner = Planner(Area, on=on, may=may)
    _find_parents(wanted, {*planner.nodes, *(one.code for one in wanted)})
    plan = planner.take(wanted)
    plan.outcome.refused = sorted([*refused, *plan.outcome.refused], key=lambda one: one.line)
    if not dry_run:
        write(Area, plan)
    return plan.outcome


def _wanted(row: Row | BrokenRow, refused: list[Refused]) -> Wanted | None:
    if isinstance(row, BrokenRow):
        refused.append(Refused(row.line, row.reason))
        return None
    columns = columns_of(row.cells, COLUMNS)
    need_columns(columns, NEEDED, COLUMNS)
    cells = {column: row.cells[heading] for column, heading in columns.items()}
    try:
        code = text(cells["code"])
        check_division_code(code)
        said: dict[str, Any] = {"name": text(cells["name"])}
        said["valid_from"] = day(cells.get("valid_from"))
        values = {name: value for name, value in said.items() if value}
        return Wanted(row.line, code, text(cells.get("above")) or None, values, check_area)
    except ValidationError as error:
        refused.append(Refused(row.line, " ".join(error.messages)))
        return None


def _find_parents(wanted: list[Wanted], codes: set[str]) -> None:
    """Name the area above each line that does not name it; the highest have none."""
    for one in wanted:
        if one.above is None:
            one.above = next((code for code in divisions_above(one.code) if code in codes), "")


def divisions_above(code: str) -> list[str]:
    """The codes of the divisions around `code`, the nearest first."""
    own = len(significant(code))
    return [code[:width].ljust(LENGTH, "0") for width in reversed(WIDTHS) if width < own]


def check_area(area: Area, above: Area | None) -> None:
    """Raises ValidationError if the area cannot lie in `above`."""
    if above is not None:
        check_below(area.code, above.code)
