"""A period's figures as CSV, in the layout that import_hotline reads."""

import csv
from collections.abc import Iterator

from django.http import HttpResponse

from portal.hotline.columns import Column, Sort
from portal.hotline.figures import Figures
from portal.hotline.periods import Period
from portal.spreadsheets.writing import safe_cell

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

Cells = list[object]


def figures_csv(period: Period, figures: Figures) -> HttpResponse:
    """The figures as a download named after the period."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="hotline-{period.slug}.csv"'
    response.write(BYTE_ORDER_MARK)
    csv.writer(response).writerows([[column.value for column in Column], *rows(period, figures)])
    return response


def rows(period: Period, figures: Figures) -> Iterator[Cells]:
    """The row for the whole, then topics, then units; percentages with their sign."""
    when = period.title
    yield [
        when,
        Sort.TOTAL.value,
        "",
        figures.calls,
        _percent(figures.answered_share),
        _blank(figures.handling_days),
        _percent(figures.satisfaction),
        _blank(figures.ratings),
    ]
    for topic in figures.topics:
        yield [when, Sort.TOPIC.value, safe_cell(topic.name), topic.calls, "", "", "", ""]
    for unit in figures.units:
        yield [
            when,
            Sort.UNIT.value,
            safe_cell(unit.name),
            unit.cases,
            "",
            _blank(unit.handling_days),
            _percent(unit.satisfaction),
            _blank(unit.ratings),
        ]


def _percent(share: object) -> str:
    return "" if share is None else f"{share}%"


def _blank(value: object) -> object:
    return "" if value is None else value
