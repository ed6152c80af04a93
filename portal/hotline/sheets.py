"""All rows of a table, gathered by month: a month is taken whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from portal.hotline.columns import NEEDED, Sort, known_columns
from portal.hotline.figures import Figures, TopicLine, UnitLine, problems
from portal.hotline.lines import BadLine, Line, read_line
from portal.hotline.periods import Period
from portal.spreadsheets.rows import BrokenRow, Row, UnreadableFile

MOST_ROWS = 100_000
"""Rows of one file; a province's yearly sheet has some thousands."""


@dataclass
class Sheet:
    """The figures of the periods that are in order, and what is wrong with the others."""

    figures: dict[Period, Figures] = field(default_factory=dict)
    errors: list[BadLine] = field(default_factory=list)


def read_sheet(rows: Iterable[Row | BrokenRow], *, on: date) -> Sheet:
    """The periods in `rows` up to the one of `on`.

    A period of which a row cannot be read, or whose figures do not add up, is left out and
    each fault is listed. Raises UnreadableFile if needed columns or all rows are missing.
    """
    lines = _lines(rows)
    sheet = Sheet(errors=[line for line in lines if isinstance(line, BadLine)])
    spoiled = _spoiled(lines)
    by_period: dict[Period, list[Line]] = {}
    for line in lines:
        if isinstance(line, Line):
            by_period.setdefault(line.period, []).append(line)
    for when, group in sorted(by_period.items()):
        if when in spoiled:
            continue
        wrong = _faults(when, group, on)
        sheet.errors += wrong
        if not wrong:
            sheet.figures[when] = _figures(group)
    sheet.errors.sort(key=lambda error: error.line)
    return sheet


def _lines(rows: Iterable[Row | BrokenRow]) -> list[Line | BadLine]:
    """Each row as a line, readable or not."""
    found: list[Line | BadLine] = []
    for row in rows:
        if len(found) >= MOST_ROWS:
            raise UnreadableFile(_("The table has more than {count} rows.").format(count=MOST_ROWS))
        if isinstance(row, BrokenRow):
            found.append(BadLine(row.line, row.reason))
            continue
        _check_columns(row)
        found.append(read_line(row, above=found[-1] if found else None))
    if not found:
        raise UnreadableFile(_("The table has no rows below its headings."))
    return found


def _spoiled(lines: list[Line | BadLine]) -> set[Period]:
    """The periods with a bad row. One whose period is unknown spoils those on both its sides:
    nobody knows to which it belongs.
    """
    spoiled: set[Period] = set()
    last: Period | None = None
    lost = False
    for line in lines:
        if line.period is None:
            lost = True
        elif lost or isinstance(line, BadLine):
            spoiled.add(line.period)
            lost = False
        if line.period is None and last:
            spoiled.add(last)
        last = line.period or last
    return spoiled


def _check_columns(row: Row) -> None:
    """Raises UnreadableFile if the table lacks a column that every row needs."""
    missing = [column for column in NEEDED if column not in known_columns(row.cells)]
    if missing:
        raise UnreadableFile(
            _("These columns are missing: {names}.").format(names="、".join(missing))
        )


def _faults(when: Period, lines: list[Line], on: date) -> list[BadLine]:
    """What is wrong with the period as a whole."""
    totals = [line for line in lines if line.sort is Sort.TOTAL]
    first = lines[0].line
    if when.starts_on > on:
        return [BadLine(first, _("{period} has not begun yet.").format(period=when.title), when)]
    if not totals:
        message = _("{period} has no row for the whole (合计).")
        return [BadLine(first, message.format(period=when.title), when)]
    if len(totals) > 1:
        message = _("{period} has another row for the whole in line {line}.")
        other = totals[0].line
        return [BadLine(totals[1].line, message.format(period=when.title, line=other), when)]
    return [
        BadLine(totals[0].line, f"{when.title}: {problem}", when)
        for problem in problems(_figures(lines))
    ]


def _figures(lines: list[Line]) -> Figures:
    """The figures of one period; the first row for the whole counts."""
    total = next(line for line in lines if line.sort is Sort.TOTAL)
    return Figures(
        calls=total.count,
        answered_share=total.answered,
        handling_days=total.days,
        satisfaction=total.satisfaction,
        ratings=total.ratings,
        topics=tuple(TopicLine(x.name, x.count) for x in lines if x.sort is Sort.TOPIC),
        units=tuple(
            UnitLine(x.name, x.count, x.days, x.satisfaction, x.ratings)
            for x in lines
            if x.sort is Sort.UNIT
        ),
    )
