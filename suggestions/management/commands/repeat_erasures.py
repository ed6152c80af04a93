"""After a backup was restored: erase again what had been erased since it was made."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from suggestions.chain.erasing.refusals import LedgerKeyMissing
from suggestions.chain.erasing.repeating import not_in_ledger, repeat_erasures


class Command(BaseCommand):
    """A second run does nothing. Run it before the restored site is opened."""

    help = "Repeat the erasures of ERASURES_FILE that this database, restored, has not seen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Repeat them and count; ends with an error where a key is missing."""
        try:
            repeated = repeat_erasures(at=timezone.now())
        except LedgerKeyMissing as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{repeated.done} erasures repeated, {repeated.absent} about what is not here"
        )
        if untold := len(not_in_ledger()):
            self.stdout.write(f"{untold} erasures are missing in the file: was it cut or lost?")
