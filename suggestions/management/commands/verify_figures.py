"""Proves that the kept figures are what the suggestions say, and puts them right if asked to."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from suggestions.figures.keeper import held
from suggestions.figures.verifying import verify

SHOWN = 20


class Command(BaseCommand):
    """Counts everything anew; ends with an error if something does not agree."""

    help = "Counts the figures of handling anew and compares them with the kept ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to repair."""
        parser.add_argument("--repair", action="store_true", help="put right what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and say what was found."""
        with held() as now:
            findings = verify(at=now, repair=options["repair"])
        self.stdout.write(f"{findings.suggestions} suggestions, {findings.cells} cells")
        if findings.is_right:
            self.stdout.write("all figures are right")
            return
        wrong = [f"suggestion {key}" for key in findings.wrong_facts]
        wrong += [f"cell {key}" for key in findings.wrong_cells]
        for line in wrong[:SHOWN]:
            self.stderr.write(line)
        message = f"{len(findings.wrong_facts)} facts and {len(findings.wrong_cells)} cells wrong"
        if not options["repair"]:
            raise CommandError(f"{message}: run again with --repair")
        self.stdout.write(f"{message}: put right")
