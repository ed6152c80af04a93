"""Loads the demo: an invented city, so that everything can be tried at once."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.accounts.demo import DEMO_PASSWORD
from search.demo.loading import DemoRefused, load
from search.demo.people import accounts


class Command(BaseCommand):
    """Run twice, it changes nothing."""

    help = "Loads the demo content into an empty development database and lists its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it if it is not there, and say who can sign in."""
        told = options["verbosity"] > 0
        try:
            logging.disable(logging.WARNING)
            loaded = load(at=timezone.now(), progress=self._step if told else lambda step: None)
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        finally:
            logging.disable(logging.NOTSET)
        if told:
            self.stdout.write("demo loaded" if loaded else "demo is there already")
            self._list_accounts()

    def _step(self, name: str) -> None:
        """Say what comes next."""
        self.stdout.write(f"demo: {name} …")

    def _list_accounts(self) -> None:
        """The accounts as a table."""
        self.stdout.write(f"\nsign in with one of these names and the password {DEMO_PASSWORD}\n")
        self.stdout.write("citizens at /accounts/login/, staff at /admin/\n")
        for username, name, tries in accounts():
            self.stdout.write(f"  {username:15} {tries} ({name})")
