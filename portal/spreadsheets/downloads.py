"""Tables that leave the portal as a file: CSV as it is made, or a workbook."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import TypeVar
from urllib.parse import quote

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override
from openpyxl import Workbook

from portal.spreadsheets.writing import safe_cell

Answer = TypeVar("Answer", bound=HttpResponseBase)
Cell = str | int | float | None
MARK = "\ufeff"
"""Tells Excel that the text is UTF-8."""
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Line:
    """A file that keeps nothing: what is written comes back."""

    def write(self, text: str) -> str:
        """`text` itself."""
        return text


def csv_download(rows: Iterable[Sequence[Cell]], name: str) -> StreamingHttpResponse:
    """`rows` as a CSV file called `name` (without ending), a row in memory at a time."""
    lines = _lines(rows, get_language())
    answer = StreamingHttpResponse(lines, content_type=CSV_TYPE)
    return _named(answer, f"{name}.csv")


def workbook_download(rows: Iterable[Sequence[Cell]], name: str) -> FileResponse:
    """`rows` as an Excel workbook called `name` (without ending), made on the disk."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(_safe(row))
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    answer = FileResponse(file, content_type=XLSX_TYPE)
    return _named(answer, f"{name}.xlsx")


def _lines(rows: Iterable[Sequence[Cell]], language: str | None) -> Iterator[str]:
    """The lines, in the language of the page: they are made when its view is long over."""
    writer = csv.writer(Line())
    with override(language):
        yield MARK
        for row in rows:
            yield writer.writerow(_safe(row))


def _safe(row: Sequence[Cell]) -> list[Cell]:
    """The cells, without anything that a spreadsheet would run; numbers stay numbers."""
    return [safe_cell(cell) if isinstance(cell, str) else cell for cell in row]


def _named(answer: Answer, name: str) -> Answer:
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
