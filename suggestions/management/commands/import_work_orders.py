"""Brings in the work orders of a hotline from a table: xlsx, csv or JSON lines."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.accounts.user import User
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import UnreadableFile
from suggestions.api.system import ConnectedSystem
from suggestions.workorders.importing import import_orders, orders_of

REFUSED_SHOWN = 20


class Command(BaseCommand):
    """Run twice, it changes nothing; stopped half-way, the next run completes it."""

    help = "Imports work orders from FILE (.jsonl, .csv, .xlsx); lines that cannot be are listed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what, from whom, and who does it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--system", required=True, metavar="CODE")
        parser.add_argument("--by", metavar="USERNAME", help="who imports, for the history")
        parser.add_argument("--dry-run", action="store_true", help="check only, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and say what became of it."""
        rows = ConnectedSystem.objects.select_related("campaign", "unit")
        system = rows.filter(code=options["system"]).first()
        if system is None:
            raise CommandError(f"There is no connected system “{options['system']}”.")
        by = User.objects.filter(username=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"There is no User “{options['by']}”.")
        try:
            self.run_import(system, by, options)
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error

    def run_import(self, system: ConnectedSystem, by: User | None, options: dict[str, Any]) -> None:
        """Import batch by batch. Raises UnreadableFile, OSError."""
        table = read_table(options["file"])
        new = earlier = refused = 0
        steps = import_orders(
            table.rows, orders_of(system), by=by, at=timezone.now(), dry_run=options["dry_run"]
        )
        for step in steps:
            new, earlier = new + step.new, earlier + step.earlier
            for item in step.refused[: max(REFUSED_SHOWN - refused, 0)]:
                self.stderr.write(f"line {item.line}: {item.reason}")
            refused += len(step.refused)
        done = "would be imported" if options["dry_run"] else "imported"
        self.stdout.write(
            f"{system.code}: {new} {done}, {earlier} there already, {refused} refused"
        )
