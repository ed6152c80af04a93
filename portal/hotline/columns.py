"""The layout of a table of hotline figures: one row for the whole, one for each topic and unit."""

from collections.abc import Iterable
from enum import StrEnum


class Column(StrEnum):
    """The columns, by their usual headings."""

    PERIOD = "期间"
    SORT = "类别"
    NAME = "名称"
    COUNT = "件数"
    ANSWERED = "15秒接通率"
    DAYS = "平均办理天数"
    SATISFACTION = "满意率"
    RATINGS = "评价数"


class Sort(StrEnum):
    """What a row is about."""

    TOTAL = "合计"
    TOPIC = "主题"
    UNIT = "单位"


NEEDED = (Column.PERIOD, Column.SORT, Column.COUNT)

COLUMN_NAMES: dict[str, Column] = {
    **{column.value: column for column in Column},
    "period": Column.PERIOD,
    "月份": Column.PERIOD,
    "时间": Column.PERIOD,
    "row": Column.SORT,
    "sort": Column.SORT,
    "类型": Column.SORT,
    "name": Column.NAME,
    "calls": Column.COUNT,
    "cases": Column.COUNT,
    "来电量": Column.COUNT,
    "数量": Column.COUNT,
    "answered_within_15s": Column.ANSWERED,
    "接通率": Column.ANSWERED,
    "mean_handling_days": Column.DAYS,
    "办理天数": Column.DAYS,
    "satisfaction": Column.SATISFACTION,
    "满意度": Column.SATISFACTION,
    "ratings": Column.RATINGS,
    "评价件数": Column.RATINGS,
}
SORT_NAMES: dict[str, Sort] = {
    **{sort.value: sort for sort in Sort},
    "total": Sort.TOTAL,
    "总计": Sort.TOTAL,
    "总量": Sort.TOTAL,
    "topic": Sort.TOPIC,
    "问题类别": Sort.TOPIC,
    "unit": Sort.UNIT,
    "承办单位": Sort.UNIT,
}


def known_columns(headings: Iterable[str]) -> dict[Column, str]:
    """Which heading of a table stands for which column; unknown headings are left out."""
    found: dict[Column, str] = {}
    for heading in headings:
        column = COLUMN_NAMES.get("".join(heading.split()).lower())
        if column and column not in found:
            found[column] = heading
    return found
