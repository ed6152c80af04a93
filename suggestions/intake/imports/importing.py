"""Importing: a table's rows become suggestions, batch by batch; what is wrong is told by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.spreadsheets.rows import BrokenRow, Row
from suggestions.history import Entry, Event
from suggestions.intake.batch import submit_many
from suggestions.intake.draft import Draft
from suggestions.intake.imports.columns import Columns
from suggestions.intake.imports.drafting import Destination, drafted

BATCH = 1000
"""Rows kept in one transaction: enough to be fast, few enough for flat memory."""


@dataclass(frozen=True)
class Refused:
    """A line that was not taken, and why."""

    line: int
    reason: str


@dataclass
class Step:
    """What became of one batch of lines."""

    new: int = 0
    earlier: int = 0
    refused: list[Refused] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """How many lines this step dealt with."""
        return self.new + self.earlier + len(self.refused)


def import_rows(
    rows: Iterable[Row | BrokenRow],
    to: Destination,
    columns: Columns,
    *,
    by: User | None,
    at: datetime,
    dry_run: bool = False,
) -> Iterator[Step]:
    """Import `rows` and yield what became of each batch, once that batch is kept.

    Safe to stop and to run again: what is there already, by source and number, is passed
    over unchanged.
    """
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        step, drafts, lines = Step(), {}, {}
        for row in batch:
            draft = _drafted(row, to, columns, at, step.refused)
            if draft and draft.source_key in drafts:
                step.refused.append(Refused(row.line, _("Its number came before in this file.")))
            elif draft:
                drafts[draft.source_key], lines[draft.source_key] = draft, row.line
        columns.require_given()
        kept = submit_many(list(drafts.values()), source=to.source, by=by, at=at, dry_run=dry_run)
        repeated = _kept_at(to.source, kept.earlier, at)
        step.refused += [
            Refused(lines[key], _("Its number came before in this file.")) for key in repeated
        ]
        step.new, step.earlier = len(kept.new), len(kept.earlier) - len(repeated)
        yield step


def _kept_at(source: str, keys: Iterable[str], at: datetime) -> list[str]:
    """Those of `keys` that this very import, begun `at`, has kept in an earlier batch."""
    own = Entry.objects.filter(
        event=Event.SUBMITTED, at=at, suggestion__source=source, suggestion__source_key__in=keys
    )
    return sorted(own.values_list("suggestion__source_key", flat=True))


def _drafted(
    row: Row | BrokenRow, to: Destination, columns: Columns, at: datetime, refused: list[Refused]
) -> Draft | None:
    """The row's draft; None, with the reason added to `refused`, if it cannot be one."""
    if isinstance(row, BrokenRow):
        refused.append(Refused(row.line, row.reason))
        return None
    try:
        return drafted(columns.parts_of(row.cells), to, at=at)
    except ValidationError as error:
        refused.append(Refused(row.line, _faults(error)))
        return None


def _faults(error: ValidationError) -> str:
    """All messages in one line, each with the part it is about."""
    return "; ".join(
        f"{part}: {' '.join(messages)}" for part, messages in error.message_dict.items()
    )
