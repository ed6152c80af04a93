"""What the commands that take lists over have in common."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.management.quiet import quiet_logs
from portal.organisation.imports.outcome import Outcome
from portal.spreadsheets.merged import read_merged_table
from portal.spreadsheets.rows import UnreadableFile


class ListCommand(BaseCommand):
    """Takes a file over and says what became of its lines."""

    take_over: Callable[..., Outcome]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, and whether only to try."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="tell, but change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file; raises CommandError if it is no such table or nothing could be taken."""
        try:
            with quiet_logs():
                table = read_merged_table(options["file"])
                outcome = self.take_over(
                    table.rows, on=timezone.localdate(), dry_run=options["dry_run"]
                )
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        for refused in outcome.refused:
            self.stderr.write(f"line {refused.line}: {refused.reason}")
        self.stdout.write(", ".join(f"{count} {what}" for what, count in outcome.counts.items()))
        if outcome.refused and outcome.changes_nothing and not outcome.unchanged:
            raise CommandError("Nothing could be taken over.")
