"""The ranking and the reviewers' figures of a round as a file."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.spreadsheets.downloads import Cell, csv_download, workbook_download
from suggestions.review.desk.statistics_page import StatisticsView
from suggestions.review.round import Round
from suggestions.review.statistics.exporting import ranking_rows, reviewer_rows

TABLES: dict[str, Callable[[Round], Iterator[list[Cell]]]] = {
    "ranking": ranking_rows,
    "reviewers": reviewer_rows,
}
LARGEST_WORKBOOK = 20_000
"""Rows; a workbook is made as a whole before the first byte is sent."""


class ExportView(StatisticsView):
    """A table of the round, as CSV of any length or as a workbook."""

    http_method_names = ["get"]

    def get(  # type: ignore[override]
        self, request: HttpRequest, pk: int, table: str, kind: str
    ) -> HttpResponseBase:
        """The file; 404 for another table or kind."""
        if table not in TABLES or kind not in ("csv", "xlsx"):
            raise Http404
        if kind == "xlsx" and self.round.suggestion_count > LARGEST_WORKBOOK:
            messages.error(request, _("That is too long for a workbook: please take CSV."))
            return redirect("review:statistics", pk)
        rows = TABLES[table](self.round)
        download = csv_download if kind == "csv" else workbook_download
        return download(rows, f"{self.round.name}-{table}")
