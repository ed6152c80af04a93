"""Numbers in the cells of a table: counts, days, percentages, in all the ways they come."""

import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from portal.spreadsheets.writing import STARTERS

CENT = Decimal("0.01")
WHOLE = Decimal(100)
LARGEST = Decimal(2_000_000_000)
LONGEST = Decimal(9999)
"""Days."""
NAME_LENGTH = 60
EMPTY = ("", "-", "—", "–", "/", "无")
"""How people write that there is no figure."""


class UnusableCell(Exception):
    """The cell does not hold what its column asks for; the message says what is wrong."""


def name(cell: object) -> str:
    """The cell's text in one line, trimmed, otherwise as written.

    Raises UnusableCell for a formula or a name longer than a title.
    """
    written = "" if cell is None else " ".join(str(cell).split())
    if written.startswith(STARTERS):
        raise UnusableCell(_("Formulas are not read; paste the value instead."))
    if len(written) > NAME_LENGTH:
        raise UnusableCell(_("“{value}…” is too long a name.").format(value=written[:20]))
    return written


def count(cell: object) -> int | None:
    """A whole number from 0 on, 1,234 or １２３４ too; None for an empty cell.

    Raises UnusableCell.
    """
    number = _number(cell)
    if number is None:
        return None
    if number != int(number):
        raise UnusableCell(_("“{value}” is not a whole number.").format(value=cell))
    return int(number)


def days(cell: object) -> Decimal | None:
    """Days from 0 on with two places, None for an empty cell. Raises UnusableCell."""
    number = _number(cell, ending="天")
    if number is not None and number > LONGEST:
        raise UnusableCell(_("“{value}” is too large.").format(value=cell))
    return None if number is None else number.quantize(CENT, ROUND_HALF_UP)


def percentage(cell: object) -> Decimal | None:
    """A share from 0 to 100 with two places, None for an empty cell. Raises UnusableCell.

    A number cell of at most 1 is how spreadsheets store a percentage (0.953 shown as
    95.3%); the same written as text could mean either and is refused.
    """
    number = _number(cell, ending="%")
    if number is None:
        return None
    if isinstance(cell, int | float | Decimal):
        number = number * WHOLE if number <= 1 else number
    elif 0 < number <= 1 and "%" not in _normal(cell):
        raise UnusableCell(_("“{value}” may mean two things; write it with %.").format(value=cell))
    if number > WHOLE:
        raise UnusableCell(_("“{value}” is more than 100%.").format(value=cell))
    return number.quantize(CENT, ROUND_HALF_UP)


def _number(cell: object, *, ending: str = "") -> Decimal | None:
    """The number in `cell`, with or without `ending`; raises UnusableCell if it is none."""
    written = _normal(cell)
    if written in EMPTY:
        return None
    if written.startswith("="):
        raise UnusableCell(_("Formulas are not read; paste the value instead."))
    number = _decimal(written.removesuffix(ending))
    if number is None or isinstance(cell, bool):
        raise UnusableCell(_("“{value}” is not a number.").format(value=written[:20]))
    if number < 0:
        raise UnusableCell(_("“{value}” is less than zero.").format(value=written[:20]))
    if number > LARGEST:
        raise UnusableCell(_("“{value}” is too large.").format(value=written[:20]))
    return number


def _decimal(written: str) -> Decimal | None:
    """The finite number that is written, with or without thousands set off; None for others."""
    try:
        number = Decimal(written.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _normal(cell: object) -> str:
    """The cell's text with plain digits and signs."""
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()
