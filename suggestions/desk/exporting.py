"""Exporting: the rows of a tab as a table, a piece in memory at a time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.paging import beyond
from portal.spreadsheets.downloads import Cell
from suggestions.desk.reach import Reach
from suggestions.desk.rows import DeskRow, desk_rows
from suggestions.desk.tabs import Shown

PIECE = 500


def table_of(shown: Shown, reach: Reach, *, at: datetime) -> Iterator[Sequence[Cell]]:
    """A heading, then one line for each row that the person may see."""
    yield headings()
    for piece in pieces(shown):
        for row in desk_rows(piece, reach, at=at):
            yield cells(row)


def pieces(shown: Shown) -> Iterator[list[Any]]:
    """All rows in their order, some hundred at a time; each piece begins beside a known row."""
    rows = shown.rows.order_by(*shown.order)
    piece = list(rows[:PIECE])
    while piece:
        yield piece
        if len(piece) < PIECE:
            return
        piece = list(rows.filter(beyond(shown.order, piece[-1]))[:PIECE])


def headings() -> list[str]:
    """What the columns are called."""
    return [
        _("Receipt number"),
        _("Title"),
        _("Class"),
        _("State of the suggestion"),
        _("Channel"),
        _("Campaign"),
        _("Topic"),
        _("Unit"),
        _("Handled by"),
        _("Step"),
        _("Due"),
        _("Overdue"),
        _("Source of the time limit"),
        _("Handed in"),
    ]


def cells(row: DeskRow) -> list[Cell]:
    """One line of the table; no contact details."""
    suggestion, clock = row.suggestion, row.clock
    return [
        suggestion.receipt,
        suggestion.title,
        str(suggestion.get_classification_display()),
        str(suggestion.get_state_display()),
        str(suggestion.get_channel_display()),
        suggestion.campaign.title,
        str(suggestion.topic or ""),
        str(row.unit),
        row.handler,
        row.step,
        moment(clock.due_at if clock else None),
        _("yes") if row.standing == "late" else "",
        clock.source if clock else "",
        moment(suggestion.submitted_at),
    ]


def moment(at: datetime | None) -> str:
    """A local moment as tables write it; empty for none."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
