"""Brings in the hotline's figures from a table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from portal.accounts.user import User
from portal.hotline.importing import Report, import_rows
from portal.hotline.template_file import write_template
from portal.management.quiet import quiet_logs
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import Table, UnreadableFile


class Command(BaseCommand):
    """Run twice, it changes nothing; a month that is there already is revised, not doubled."""

    help = (
        "Publishes the hotline figures in FILE (.xlsx, .csv): one row for the whole of a month "
        "or year (合计), one for each topic (主题) and unit (单位). A month is taken whole or not "
        "at all; its faults are listed by line. --template writes such a table to start from."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, and in whose name."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", metavar="USERNAME", help="who imports, for the history")
        parser.add_argument(
            "--template", action="store_true", help="write an example table to FILE instead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and say what became of it."""
        if options["template"]:
            self._write_template(options["file"])
            return
        by = self._user(options["by"])
        try:
            table = read_table(options["file"])
            unwatched = True if options["verbosity"] == 0 else None
            with quiet_logs(), tqdm(total=table.expected, unit=" rows", disable=unwatched) as bar:
                report = import_rows(_watched(table, bar), by=by, on=timezone.localdate())
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        self._tell(report)

    def _write_template(self, path: Path) -> None:
        """Write the example; raises CommandError if the file is there or of another kind."""
        try:
            write_template(path, on=timezone.localdate())
        except (FileExistsError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"written: {path}")

    def _user(self, username: str | None) -> User | None:
        """Who imports; raises CommandError for a name nobody has."""
        if username is None:
            return None
        try:
            return User.objects.get(username=username)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no User “{username}”.") from error

    def _tell(self, report: Report) -> None:
        """Print the faults and the sums; raises CommandError if nothing could be taken."""
        for error in report.errors:
            place = f"line {error.line}: " if error.line else ""
            self.stderr.write(f"{place}{error.reason}")
        self.stdout.write(
            f"{len(report.created)} created, {len(report.revised)} revised, "
            f"{len(report.unchanged)} unchanged, {len(report.errors)} faults"
        )
        if report.errors and not (report.created or report.revised or report.unchanged):
            raise CommandError("No figures could be imported.")


def _watched(table: Table, bar: "tqdm[Any]") -> Any:
    """The rows of `table`, each counted on the bar."""
    for row in table.rows:
        yield row
        bar.update()
