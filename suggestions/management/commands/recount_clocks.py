"""manage.py recount_clocks: count the running time limits again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from suggestions.clocks.reach import unannounced
from suggestions.clocks.recounting import recount


class Command(BaseCommand):
    """After special days or rules have changed; says which years are not announced yet."""

    help = "Count running time limits again; ends that move back are set, earlier ones if asked."

    def add_arguments(self, parser: CommandParser) -> None:
        """What may change."""
        parser.add_argument("--rules", action="store_true", help="take lengths from today's rules")
        parser.add_argument("--shorten", action="store_true", help="set earlier ends as well")
        parser.add_argument("--reason", default="recount_clocks", help="noted with each change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and report."""
        now = timezone.now()
        outcome = recount(
            by=None,
            reason=options["reason"],
            at=now,
            shorten=options["shorten"],
            with_rules=options["rules"],
        )
        said = f"{outcome.later} later, {outcome.earlier} earlier, {outcome.left} left as they are"
        self.stdout.write(said)
        for year in unannounced(now):
            self.stderr.write(f"{year}: no make-up days announced, its working days are a guess")
