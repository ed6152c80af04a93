"""Brings in suggestions from a table: xlsx, csv or JSON lines."""

import csv
import gc
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import Table, UnreadableFile
from portal.spreadsheets.writing import safe_cell
from suggestions.intake.imports.columns import KNOWN, Columns, WrongMapping, parse_mapping
from suggestions.intake.imports.drafting import Destination, destination
from suggestions.intake.imports.importing import Refused, Step, import_rows
from suggestions.states import Classification

SOURCE_LENGTH = 40
"""Characters of Suggestion.source."""
REFUSED_SHOWN = 20


@dataclass
class Tally:
    """The sums of all steps, and the first refused lines."""

    new: int = 0
    earlier: int = 0
    refused: int = 0
    first_refused: list[Refused] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """Count `step`."""
        self.new += step.new
        self.earlier += step.earlier
        self.refused += len(step.refused)
        room = REFUSED_SHOWN - len(self.first_refused)
        self.first_refused += step.refused[:room]


class Command(BaseCommand):
    """Run twice, it changes nothing; stopped half-way, the next run completes it."""

    help = (
        "Imports suggestions from FILE (.jsonl, .csv, .xlsx). They arrive unsorted, not public. "
        "Lines that cannot be taken are listed; the others are imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what, to where, and how to read it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--campaign", required=True, metavar="SLUG")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="PART=COLUMN",
            help=f"which column holds a part ({', '.join(KNOWN)}); usual headings are known",
        )
        parser.add_argument("--source", help="name of the source; default: the file's name")
        parser.add_argument(
            "--unit", metavar="CODE", help="who answers first, if not the organiser"
        )
        parser.add_argument("--by", metavar="USERNAME", help="who imports, for the history")
        parser.add_argument(
            "--class",
            dest="classification",
            choices=Classification.values,
            default=Classification.UNSORTED.value,
            help="the class of every row, if it is known",
        )
        parser.add_argument(
            "--errors", type=Path, metavar="FILE", help="write refused lines as CSV"
        )
        parser.add_argument("--dry-run", action="store_true", help="check only, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and say what became of it."""
        columns = Columns(_or_fail(parse_mapping, options["map"]))
        to = self._destination(options)
        table = _or_fail(read_table, options["file"])
        by = _named(User, "username", options["by"])
        tally = Tally()
        at = timezone.now()
        with (
            _error_file(options["errors"]) as errors,
            self._progress(table, options) as bar,
            _program_at_rest(),
        ):
            steps = import_rows(table.rows, to, columns, by=by, at=at, dry_run=options["dry_run"])
            for step in _reading(steps):
                tally.add(step)
                bar.update(step.lines)
                errors.writerows([item.line, safe_cell(item.reason)] for item in step.refused)
        self._report(tally, to, columns, options)

    def _destination(self, options: dict[str, Any]) -> Destination:
        """Where the rows go; raises CommandError for a name nobody has."""
        source = options["source"] or options["file"].stem
        if len(source) > SOURCE_LENGTH:
            raise CommandError(f"The source's name is longer than {SOURCE_LENGTH}: give --source.")
        return destination(
            _named(CampaignPage, "slug", options["campaign"]),
            source=source,
            unit=_named(Unit, "code", options["unit"]),
            classification=Classification(options["classification"]),
        )

    def _progress(self, table: Table, options: dict[str, Any]) -> "tqdm[Any]":
        """A progress bar on the error stream; none where nobody watches."""
        unwanted = True if options["verbosity"] == 0 else None
        return tqdm(total=table.expected, unit=" rows", disable=unwanted)

    def _report(
        self, tally: Tally, to: Destination, columns: Columns, options: dict[str, Any]
    ) -> None:
        """Print the sums, the first refused lines and the columns nobody asked for."""
        for item in tally.first_refused:
            self.stderr.write(f"line {item.line}: {item.reason}")
        if tally.refused > len(tally.first_refused):
            self.stderr.write(f"… and {tally.refused - len(tally.first_refused)} more lines")
        if columns.unused:
            self.stdout.write(f"columns not used: {', '.join(sorted(columns.unused))}")
        done = "would be imported" if options["dry_run"] else "imported"
        self.stdout.write(
            f"source {to.source}: {tally.new} {done}, {tally.earlier} there already, "
            f"{tally.refused} refused"
        )


def _named(model: Any, field_name: str, value: str | None) -> Any:
    """The row of that name; None for no name; raises CommandError for an unknown one."""
    if value is None:
        return None
    row = model.objects.filter(**{field_name: value}).first()
    if row is None:
        raise CommandError(f"There is no {model.__name__} “{value}”.")
    return row


def _or_fail(function: Any, argument: Any) -> Any:
    """What `function` answers; its refusals as CommandError."""
    try:
        return function(argument)
    except (UnreadableFile, WrongMapping, OSError) as error:
        raise CommandError(str(error)) from error


def _reading(steps: Iterator[Step]) -> Iterator[Step]:
    """The same steps; what is wrong with the whole file becomes a CommandError."""
    try:
        yield from steps
    except (UnreadableFile, WrongMapping) as error:
        raise CommandError(str(error)) from error


@contextmanager
def _program_at_rest() -> Iterator[None]:
    """Inside, the collector looks at new objects only, not at the loaded program again and again.

    A fifth of an import's time (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _error_file(path: Path | None) -> Iterator[Any]:
    """A CSV writer for refused lines, readable by Excel; one that goes nowhere without a path."""
    target = path or Path(os.devnull)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "reason"])
        yield writer
