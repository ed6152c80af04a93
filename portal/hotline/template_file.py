"""A table to start from: the columns, and invented figures of one month as an example."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import Workbook

from portal.hotline.columns import Column
from portal.hotline.downloads import BYTE_ORDER_MARK, Cells, rows
from portal.hotline.figures import Figures, TopicLine, UnitLine
from portal.hotline.periods import Period

EXAMPLE = Figures(
    calls=1000,
    answered_share=Decimal("95.30"),
    handling_days=Decimal("3.50"),
    satisfaction=Decimal("92.10"),
    ratings=420,
    topics=(TopicLine("停车与出行", 400), TopicLine("环境卫生", 350), TopicLine("其他", 250)),
    units=(
        UnitLine("示例街道办事处", 320, Decimal("3.20"), Decimal("93.00"), 150),
        UnitLine("示例城市管理局", 280, Decimal("4.10"), Decimal("90.50"), 130),
    ),
)


def write_template(path: Path, *, on: date) -> None:
    """Write an example table of the month before `on` to `path` (.xlsx or .csv).

    Raises FileExistsError rather than overwriting, and ValueError for another kind of file.
    """
    month = Period(Period(on).back(1))
    table: list[Cells] = [[column.value for column in Column], *rows(month, EXAMPLE)]
    if path.suffix.lower() == ".xlsx":
        _write_workbook(path, table)
    elif path.suffix.lower() == ".csv":
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(BYTE_ORDER_MARK)
            csv.writer(file).writerows(table)
    else:
        raise ValueError(_("The file must end in one of {kinds}.").format(kinds=".csv, .xlsx"))


def _write_workbook(path: Path, table: list[Cells]) -> None:
    """Write `table` as a workbook of one sheet."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("12345")
    for cells in table:
        sheet.append(cells)
    with path.open("xb") as file:
        workbook.save(file)
