"""Rows of Excel workbooks, streamed; formulas are refused, since what they show is not there."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from portal.spreadsheets.rows import BrokenRow, Row, Table, UnreadableFile, headings, under

LARGEST_UNPACKED = 512 * 1024 * 1024
"""Bytes; a workbook that unpacks to more is refused unopened (a zip bomb, or no form)."""

FORMULA, ERROR = "f", "e"
DAMAGED = (BadZipFile, InvalidFileException, ParseError, zlib.error, KeyError, ValueError)
"""What openpyxl raises on files that are no workbook, or only half of one."""


def workbook_table(path: Path) -> Table:
    """The rows of the first visible sheet below its first line of headings.

    Raises UnreadableFile if it is no workbook, too large or without visible sheet.
    """
    workbook = _opened(path)
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise UnreadableFile(_("The workbook has no visible sheet."))
    sheet: Any = sheets[0]
    expected = sheet.max_row
    # Some programs write a wrong size, and openpyxl would believe it.
    sheet.reset_dimensions()
    return Table(rows=_rows(sheet.iter_rows()), expected=expected and max(expected - 1, 0))


def _opened(path: Path) -> Workbook:
    """The workbook at `path`, read as a stream."""
    try:
        with ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise UnreadableFile(_("The workbook is too large; save it as CSV."))
        return load_workbook(path, read_only=True)
    except DAMAGED as error:
        raise UnreadableFile(_("The file is not an Excel workbook (.xlsx).")) from error


def _rows(rows: Iterator[tuple[Any, ...]]) -> Iterator[Row | BrokenRow]:
    """The rows below the headings; raises UnreadableFile where the sheet is damaged."""
    sound = _sound(rows)
    names = headings([cell.value for cell in next(sound, ())])
    for line, cells in enumerate(sound, start=2):
        wrong = _unusable(names, cells)
        row = BrokenRow(line, wrong) if wrong else under(names, _values(cells), line)
        if row:
            yield row


def _sound(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The same rows, with openpyxl's errors turned into ours."""
    try:
        yield from rows
    except DAMAGED as error:
        raise UnreadableFile(_("The workbook is damaged.")) from error


def _unusable(names: list[str], cells: tuple[Any, ...]) -> str:
    """Why a row's cells cannot be trusted; empty if they can."""
    for name, cell in zip(names, cells, strict=False):
        if cell.data_type == FORMULA:
            return _("“{column}” holds a formula; paste its value.").format(column=name)
        if cell.data_type == ERROR:
            return _("“{column}” holds an Excel error.").format(column=name)
    return ""


def _values(cells: tuple[Any, ...]) -> list[Any]:
    """The cells' values: text, numbers, dates."""
    return [cell.value for cell in cells]
