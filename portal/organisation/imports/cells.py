"""Cells of an imported list: trimmed text, codes that Excel took for numbers, dates."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Choices
from django.utils.translation import gettext as _

from portal.spreadsheets.rows import Cell, UnreadableFile

Aliases = Mapping[str, tuple[str, ...]]
"""Our name of a column, and the headings under which it comes."""

_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")


def columns_of(headings: Iterable[str], aliases: Aliases) -> dict[str, str]:
    """Which heading holds which of our columns; headings we do not know are left alone."""
    names = {_plain(heading): heading for heading in headings}
    found = {}
    for column, known in aliases.items():
        heading = next((names[_plain(one)] for one in known if _plain(one) in names), None)
        if heading is not None:
            found[column] = heading
    return found


def need_columns(found: Mapping[str, str], needed: Iterable[str], aliases: Aliases) -> None:
    """Raises UnreadableFile if one of `needed` is not there."""
    missing = [aliases[column][0] for column in needed if column not in found]
    if missing:
        raise UnreadableFile(
            _("These columns are missing: {names}.").format(names="、".join(missing))
        )


def text(cell: Cell) -> str:
    """The cell as trimmed text; a code that Excel made a number gets no decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return "" if cell is None else " ".join(str(cell).split())


def day(cell: Cell) -> date | None:
    """The date in the cell (a date, 2026-01-31, 2026/1/31, 2026年1月31日); None if empty.

    Raises ValidationError for anything else.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = text(cell)
    if not said:
        return None
    parts = _DATE.match(said)
    try:
        return date(*map(int, parts.groups())) if parts else _no_date(said)
    except ValueError:
        return _no_date(said)


def choice(cell: Cell, choices: type[Choices], aliases: Mapping[str, tuple[str, ...]]) -> str:
    """The value that the cell names, by value, label or alias; empty if it is empty.

    Raises ValidationError for a word that names none.
    """
    said = text(cell)
    if not said:
        return ""
    for member in choices:
        value = str(member.value)
        if said in (value, str(member.label), *aliases.get(value, ())):
            return value
    raise ValidationError(_("“%(word)s” is not known here.") % {"word": said}, code="choice")


def _no_date(said: str) -> Any:
    raise ValidationError(_("“%(word)s” is no date.") % {"word": said}, code="date")


def _plain(heading: str) -> str:
    return heading.strip().casefold().replace(" ", "").replace("_", "")
