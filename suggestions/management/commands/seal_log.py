"""Seal what waits, take up rows that are older than the log, make a day's root."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from suggestions.chain.adopting import adopt
from suggestions.chain.roots import make_root
from suggestions.chain.sealing import seal_waiting


class Command(BaseCommand):
    """May run beside the site and be broken off anywhere."""

    help = "Give entries of the log that wait their place in the chain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What else to do."""
        parser.add_argument(
            "--adopt", action="store_true", help="log rows that are older than the log, once"
        )
        parser.add_argument(
            "--root",
            type=date.fromisoformat,
            metavar="DAY",
            help="make the root of this day (YYYY-MM-DD) if it has none",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Adopt, seal, close the day."""
        if options["adopt"]:
            with tqdm(unit=" rows", disable=not self.stderr.isatty()) as bar:
                adopted = adopt(at=timezone.now(), progress=bar.update)
            self.stdout.write(f"{adopted} rows older than the log taken up")
        self.stdout.write(f"{seal_waiting()} entries sealed")
        if options["root"]:
            self.stdout.write(f"root: {make_root(options['root'], at=timezone.now())}")
