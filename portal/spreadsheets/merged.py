"""Workbooks with merged cells: each cell of a merged block says what the block says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import BrokenRow, Row, Table

LARGEST_MERGED = 20 * 1024 * 1024
"""Bytes of a file that is loaded whole: merged blocks cannot be read as a stream."""


def read_merged_table(path: Path) -> Table:
    """The table in the file at `path`, as `read_table`, with merged cells filled in.

    Raises what `read_table` raises. A workbook beyond LARGEST_MERGED is read as it is.
    """
    table = read_table(path)
    if path.suffix.lower() != ".xlsx" or path.stat().st_size > LARGEST_MERGED:
        return table
    return Table(rows=_filled(path, table.rows), expected=table.expected)


def _filled(path: Path, rows: Iterator[Row | BrokenRow]) -> Iterator[Row | BrokenRow]:
    """The rows, each empty cell of a merged block with the value of its first."""
    blocks: dict[int, dict[str, Any]] | None = None
    for row in rows:
        if blocks is None:  # the stream has found the file sound by now
            blocks = _blocks(path)
        above = blocks.get(row.line)
        if above and isinstance(row, Row):
            cells = {
                name: above.get(name) if _is_empty(cell) else cell
                for name, cell in row.cells.items()
            }
            row = Row(
                row.line, {name: "" if cell is None else cell for name, cell in cells.items()}
            )
        yield row


def _is_empty(cell: object) -> bool:
    return cell is None or cell == ""


def _blocks(path: Path) -> dict[int, dict[str, Any]]:
    """For each line with merged cells: heading and value of the block."""
    book = load_workbook(path, data_only=True)
    sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
    found: dict[int, dict[str, Any]] = {}
    for block in sheet.merged_cells.ranges:
        value = sheet.cell(block.min_row, block.min_col).value
        for column in range(block.min_col, block.max_col + 1):
            heading = _heading(sheet, column)
            for line in range(block.min_row, block.max_row + 1):
                found.setdefault(line, {})[heading] = value
    return found


def _heading(sheet: Worksheet, column: int) -> str:
    value = sheet.cell(1, column).value
    return "" if value is None else str(value).strip()
