"""Cells: the text, number or moment that a cell of a table stands for."""

import re
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_excel

from portal.spreadsheets.rows import Cell

EARLIEST_YEAR = 1949
CLOCKS_DIFFER = timedelta(days=1)
"""How far in the future a moment may lie: the sender's clock and zone may differ from ours."""
MOST_COUNTED = 2_147_483_647
SERIAL_DAYS = (10_000, 80_000)
"""Excel's day numbers from 1927 to 2119: dates that lost their format on the way."""

_CHINESE = str.maketrans(
    {"年": "-", "月": "-", "日": " ", "时": ":", "点": ":", "分": ":", "秒": ""}
)
_MOMENT = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?:?)?"
)


def text_of(cell: Cell) -> str:
    """The text in `cell`; whole numbers without a decimal point, nothing as "".

    Raises ValidationError for dates, lists and objects: what was typed is lost there.
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str | int | float):
        return str(cell)
    raise ValidationError(_("This is not text; format the column as text."))


def count_of(cell: Cell) -> int:
    """The whole number in `cell`, 0 for an empty one; raises ValidationError for others."""
    text = text_of(cell).strip()
    if not text:
        return 0
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) > MOST_COUNTED:
        raise ValidationError(_("This is not a whole number from 0 upwards."))
    return int(text)


def moment_of(cell: Cell, *, at: datetime) -> datetime | None:
    """The moment in `cell`, in local time unless it names its zone; None for an empty one.

    Raises ValidationError for what is no date, too old or after `at` (now).
    """
    if cell is None or cell == "":
        return None
    moment = _read(cell)
    if moment is None or moment.year < EARLIEST_YEAR:
        raise ValidationError(_("This is not a date such as 2026-03-01 09:30."))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    if moment > at + CLOCKS_DIFFER:
        raise ValidationError(_("This date lies in the future."))
    return moment


def _read(cell: Cell) -> datetime | None:
    """The moment in `cell`, as it stands there; None if it is none."""
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, str):
        return _parsed(cell.strip())
    if isinstance(cell, int | float) and SERIAL_DAYS[0] <= cell <= SERIAL_DAYS[1]:
        found = from_excel(cell)
        return found if isinstance(found, datetime) else None
    return None


def _parsed(text: str) -> datetime | None:
    """ISO 8601, and how dates are written in China: 2026/3/1 9:30, 2026年3月1日9时30分."""
    try:
        moment = parse_datetime(text)
        if moment is None and (match := _MOMENT.fullmatch(text.translate(_CHINESE).strip())):
            year, month, day, hour, minute, second = map(int, match.groups(default="0"))
            moment = datetime.combine(date(year, month, day), time(hour, minute, second))
    except ValueError:
        return None
    return moment
