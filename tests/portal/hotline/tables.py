"""Tables of hotline figures for the tests."""

import csv

from openpyxl import Workbook

from portal.hotline.columns import Column
from portal.spreadsheets.rows import Row

HEADINGS = [column.value for column in Column]


def total(period="2026年1月", calls=100, answered="95.3%", days="3.5", share="92.1%", ratings=40):
    return [period, "合计", "", calls, answered, days, share, ratings]


def topic(name, calls, period="2026年1月"):
    return [period, "主题", name, calls, "", "", "", ""]


def unit(name, cases, period="2026年1月", days="3.2", share="93%", ratings=10):
    return [period, "单位", name, cases, "", days, share, ratings]


MONTH = [total(), topic("停车", 60), topic("其他", 40), unit("东街道", 30), unit("西街道", 20)]


def as_rows(table=MONTH, headings=HEADINGS):
    """The table as a reader would yield it; the headings are line 1."""
    return [Row(n, dict(zip(headings, cells, strict=True))) for n, cells in enumerate(table, 2)]


def write_csv(path, table=MONTH, encoding="utf-8-sig"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([HEADINGS, *table])
    return path


def write_xlsx(path, table=MONTH, formats=()):
    workbook = Workbook()
    sheet = workbook.active
    for cells in [HEADINGS, *table]:
        sheet.append(cells)
    for place, form in dict(formats).items():
        sheet[place].number_format = form
    workbook.save(path)
    return path
