"""After a backup was restored: erase again what had been erased since it was made."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from suggestions.chain.erasing.repeating import not_in_ledger, repeat_erasures


class Command(BaseCommand):
    """A second run does nothing. Run it before the restored site is opened."""

    help = "Repeat the erasures of ERASURES_FILE that this database, restored, has not seen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Repeat them and count."""
        repeated = repeat_erasures(at=timezone.now())
        self.stdout.write(
            f"{repeated.done} erasures repeated, {repeated.absent} about what is not here"
        )
        if untold := len(not_in_ledger()):
            self.stdout.write(f"{untold} erasures are missing in the file: was it cut or lost?")
