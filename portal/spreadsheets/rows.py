"""What every reader yields: rows with their line, or the reason why a line is no row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

Cell = object
"""Text, a number, a date or nothing; JSON may also bring lists and objects."""


class UnreadableFile(Exception):
    """The file as a whole is not a table; the message says why."""


@dataclass(frozen=True)
class Row:
    """One row: where it starts in the file (first line: 1) and its cells by heading."""

    line: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class BrokenRow:
    """A line that is no row, and why, in the reader's language."""

    line: int
    reason: str


@dataclass(frozen=True)
class Table:
    """The rows of a file, to be read once, and about how many to expect (None: unknown)."""

    rows: Iterator[Row | BrokenRow]
    expected: int | None


def headings(cells: Sequence[Cell]) -> list[str]:
    """The headings in `cells`, trimmed; trailing empty ones are dropped.

    Raises UnreadableFile if there is none or one comes twice.
    """
    names = [("" if cell is None else str(cell)).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        raise UnreadableFile(_("The first line holds no column names."))
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        message = _("The column “{column}” is there twice.")
        raise UnreadableFile(message.format(column=sorted(twice)[0]))
    return names


def under(names: Sequence[str], cells: Sequence[Cell], line: int) -> Row | BrokenRow | None:
    """The row made of `cells` below the headings `names`; None for an empty line.

    Missing cells at the end count as empty; more cells than headings break the row.
    """
    if not any(cell not in (None, "") for cell in cells):
        return None
    if any(cell not in (None, "") for cell in cells[len(names) :]):
        return BrokenRow(line, _("There are more cells than columns."))
    filled = [*cells[: len(names)], *[""] * (len(names) - len(cells))]
    return Row(line, {name: cell for name, cell in zip(names, filled, strict=True) if name})
