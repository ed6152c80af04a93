"""One row of a table of hotline figures, with every cell understood or refused."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from portal.hotline import cells
from portal.hotline.columns import SORT_NAMES, Column, Sort, known_columns
from portal.hotline.periods import Period, UnknownPeriod, period
from portal.spreadsheets.rows import Row

Value = TypeVar("Value")


@dataclass(frozen=True)
class Line:
    """A row that was understood. `line` is its place in the file."""

    line: int
    period: Period
    sort: Sort
    name: str
    count: int
    answered: Decimal | None
    days: Decimal | None
    satisfaction: Decimal | None
    ratings: int | None


@dataclass(frozen=True)
class BadLine:
    """A row that was not; `period` is the one it belongs to, if that much is known."""

    line: int
    reason: str
    period: Period | None = None


def read_line(row: Row, *, above: Line | BadLine | None) -> Line | BadLine:
    """The row as a line; empty cells for period and sort mean those of the row `above`."""
    columns = known_columns(row.cells)
    found = {column: row.cells[heading] for column, heading in columns.items()}
    when: Period | None = None
    try:
        when = _period(found.get(Column.PERIOD), above)
        sort = _sort(found.get(Column.SORT), above)
        return _line(row.line, when, sort, found)
    except cells.UnusableCell as error:
        return BadLine(row.line, str(error), when)


def _line(line: int, when: Period, sort: Sort, found: dict[Column, object]) -> Line:
    """The line made of the cells; raises UnusableCell naming the column at fault."""
    name = _cell(cells.name, Column.NAME, found)
    count = _cell(cells.count, Column.COUNT, found)
    if count is None:
        raise cells.UnusableCell(_("“{column}” is empty.").format(column=Column.COUNT))
    if sort is not Sort.TOTAL and not name:
        raise cells.UnusableCell(_("“{column}” is empty.").format(column=Column.NAME))
    return Line(
        line=line,
        period=when,
        sort=sort,
        name=name,
        count=count,
        answered=_cell(cells.percentage, Column.ANSWERED, found),
        days=_cell(cells.days, Column.DAYS, found),
        satisfaction=_cell(cells.percentage, Column.SATISFACTION, found),
        ratings=_cell(cells.count, Column.RATINGS, found),
    )


def _cell(read: Callable[[object], Value], column: Column, found: dict[Column, object]) -> Value:
    """What `read` makes of the column's cell; its refusal gets the column's name."""
    try:
        return read(found.get(column))
    except cells.UnusableCell as error:
        raise cells.UnusableCell(f"{column}: {error}") from error


def _period(cell: object, above: Line | BadLine | None) -> Period:
    """The period in the cell, or the one above it; raises UnusableCell."""
    if cell in (None, "") and above and above.period:
        return above.period
    try:
        return period(cell)
    except UnknownPeriod as error:
        message = _("{column}: “{value}” is neither a month (2026年1月) nor a year (2026年).")
        value = "" if cell is None else str(cell)[:20]
        raise cells.UnusableCell(message.format(column=Column.PERIOD, value=value)) from error


def _sort(cell: object, above: Line | BadLine | None) -> Sort:
    """What the row is about; raises UnusableCell."""
    if cell in (None, "") and isinstance(above, Line):
        return above.sort
    sort = SORT_NAMES.get("".join(str(cell or "").split()).lower())
    if sort is None:
        message = _("{column}: “{value}” is none of {names}.")
        names = "、".join(Sort)
        raise cells.UnusableCell(
            message.format(column=Column.SORT, value=str(cell or "")[:20], names=names)
        )
    return sort
