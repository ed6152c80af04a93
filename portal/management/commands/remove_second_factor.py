"""Take away a second factor that was lost, on the server itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.second_factor import remove_second_factor
from portal.accounts.user import User


class Command(BaseCommand):
    """For whom nobody else may help in the admin: superusers and the three administrators."""

    help = "Remove a lost second factor; at the next sign-in a new one is set up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it and say so; it is written into the history."""
        try:
            user = User.objects.get(username=options["username"])
        except User.DoesNotExist:
            raise CommandError(f"There is no account {options['username']!r}.") from None
        remove_second_factor(user, by=None)
        self.stdout.write(f"{user.username}: the second factor is removed.")
