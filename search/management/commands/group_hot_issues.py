"""Groups recent suggestions into hot issues now; the schedule does it every night."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from search.engines.interface import SearchUnavailable
from search.hot_issues.night import group_now


class Command(BaseCommand):
    """May run twice: the last complete result is the one that is shown."""

    help = "Groups the suggestions of the last days into hot issues."

    def add_arguments(self, parser: CommandParser) -> None:
        """The length of the period."""
        parser.add_argument("--days", type=int, default=settings.HOT_ISSUE_DAYS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Group them and say how many there are."""
        now = timezone.now()
        if options["days"] < 1:
            raise CommandError("A period has at least one day.")
        try:
            grouping = group_now(until=timezone.localdate(now), days=options["days"], at=now)
        except SearchUnavailable as error:
            raise CommandError(f"search is not available: {error}") from error
        if options["verbosity"]:
            issues = grouping.issues.count()
            self.stdout.write(f"{grouping.looked_at} suggestions, {issues} hot issues")
