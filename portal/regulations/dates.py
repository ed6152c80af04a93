"""Dates of a law: which version it is, and from when it is in force."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from portal.regulations.numerals import NUMERAL, to_number

_DATE = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_DATED = re.compile(_DATE)
_IN_NAME = re.compile(r"[(（](\d{4})-(\d{2})-(\d{2})[)）]\s*$")
_FROM_DAY = re.compile(rf"自\s*{_DATE}\s*起?\s*(?:施行|生效|实施)")
_FROM_ISSUE = re.compile(
    rf"自(?:公布|发布|颁布|通过)之日起(?:\s*([{NUMERAL}]+)\s*日后?)?\s*(?:施行|生效|实施)"
)
A_YEAR = timedelta(days=366)
"""Longer than this between adopting and issuing means that there was an earlier version."""

_STARTS = ("施行", "生效", "实施")


def dates_in(text: str) -> list[date]:
    """The days written as 2022年2月25日 in `text`, in its order; impossible ones are left out."""
    return [day for parts in _DATED.findall(text) if (day := _day(*parts))]


def date_in_name(name: str) -> date | None:
    """The day at the end of a file name without ending: 信访工作条例(2022-02-25)."""
    match = _IN_NAME.search(name)
    return _day(*match.groups()) if match else None


def _day(year: str, month: str, day: str) -> date | None:
    """The date, None if there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def tells_start(line: str) -> bool:
    """Whether a history line says from when the law is in force, and no more."""
    return line.rstrip("。） 　").endswith(_STARTS)


def issued_on(history: Iterable[str]) -> date | None:
    """The day of the last decision that `history` lists; starting days do not count."""
    days = [day for line in history if not tells_start(line) for day in dates_in(line)[:1]]
    return max(days, default=None)


def in_force_from(history: Sequence[str], text: str, *, issued: date | None) -> date | None:
    """From when the version issued on `issued` is in force, None if nothing says so.

    An amended law still names the day on which its first version started: days before
    `issued` do not count.
    """
    named = [day for line in history if tells_start(line) for day in dates_in(line)[:1]]
    named += [day for parts in _FROM_DAY.findall(text) if (day := _day(*parts))]
    if issued is None:
        return max(named, default=None)
    later = [day for day in named if day >= issued]
    if later:
        return min(later)
    return None if named or _is_amended(history, issued) else _from_issue(text, issued)


def _is_amended(history: Sequence[str], issued: date) -> bool:
    """Whether the version of `issued` changes an earlier one."""
    first = min((day for line in history for day in dates_in(line)), default=issued)
    told = any(word in line for line in history for word in ("修订", "修正", "修改"))
    return told or issued - first > A_YEAR


def _from_issue(text: str, issued: date) -> date | None:
    """The starting day counted from `issued`: 自公布之日起30日后施行."""
    match = _FROM_ISSUE.search(text)
    if not match:
        return None
    try:
        return issued + timedelta(days=to_number(match[1]) if match[1] else 0)
    except ValueError:
        return None
