"""Rows of JSON lines and of comma, semicolon or tab separated files."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from portal.spreadsheets.encoding import Line, encoding_of, text_lines
from portal.spreadsheets.rows import BrokenRow, Row, Table, UnreadableFile, headings, under

SEPARATORS = ",;\t，"


def json_table(path: Path) -> Table:
    """One JSON object a line; empty lines are passed over."""
    encoding, ends = encoding_of(path)
    lines = (line for line in text_lines(path, encoding) if line.text.strip())
    return Table(rows=map(_json_row, lines), expected=ends)


def _json_row(line: Line) -> Row | BrokenRow:
    """The object on `line`."""
    if line.overlong:
        return BrokenRow(line.number, _("The line is too long."))
    try:
        cells = json.loads(line.text)
    except (ValueError, RecursionError):  # RecursionError: thousands of opening brackets
        return BrokenRow(line.number, _("The line is not valid JSON."))
    if not isinstance(cells, dict):
        return BrokenRow(line.number, _("The line is not a JSON object."))
    return Row(line.number, cells)


def csv_table(path: Path) -> Table:
    """Rows below a line of headings; quoted cells may hold line breaks.

    Raises UnreadableFile, while reading, if the headings or a line cannot be a table's.
    """
    encoding, ends = encoding_of(path)
    return Table(rows=_csv_rows(path, encoding), expected=max(ends - 1, 0))


def _csv_rows(path: Path, encoding: str) -> Iterator[Row | BrokenRow]:
    """The rows, numbered by the line on which they start."""
    lines = _sound_lines(path, encoding)
    first = next(lines, "")
    separator = max(SEPARATORS, key=first.count)
    names = headings(next(csv.reader([first], delimiter=separator), []))
    reader = csv.reader(lines, delimiter=separator)
    while True:
        start = reader.line_num + 2  # the headings are line 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield BrokenRow(start, _("A cell is too long, or its quotation mark is not closed."))
            continue
        row = under(names, cells, start)
        if row:
            yield row


def _sound_lines(path: Path, encoding: str) -> Iterator[str]:
    """The text of each line; raises UnreadableFile at one that no table has."""
    for line in text_lines(path, encoding):
        if line.overlong:
            raise UnreadableFile(_("Line {line} is too long for a table.").format(line=line.number))
        yield line.text
