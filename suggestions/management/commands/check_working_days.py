"""manage.py check_working_days: are the working days known that time limits run into?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from suggestions.clocks.reach import unannounced


class Command(BaseCommand):
    """Fails, for a monitor to notice, if a year has no make-up days."""

    help = "Fail if time limits run into a year whose make-up working days are not announced."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say which years are missing."""
        if years := unannounced(timezone.now()):
            named = ", ".join(str(year) for year in years)
            raise CommandError(f"no make-up days known for {named}: enter them as special days")
        self.stdout.write("all working days are announced")
