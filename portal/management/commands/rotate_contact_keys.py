"""Seal contact details and second factors with the newest key: older ones can go then."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.contact import Contact, reseal_contacts
from portal.accounts.encryption import CannotOpen, newest_key
from portal.accounts.resealing import ALSO_SEALED, Reseal
from portal.accounts.second_factor import reseal_second_factors

BATCH = 500  # contacts sealed in one transaction


class Command(BaseCommand):
    """Works in batches beside a running site; broken off, it goes on where it stopped."""

    help = (
        "Seal all contact details, the secrets of second factors and the log's keys anew with the "
        "first key of CONTACT_KEYS. Afterwards the other keys can be taken out of CONTACT_KEYS."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many rows go into one transaction."""
        parser.add_argument("--batch", type=int, default=BATCH, help="contacts per transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal batch after batch until none is left."""
        factors = reseal_second_factors()
        self.stdout.write(f"{factors} second factors sealed with {newest_key()}")
        for name, reseal in ALSO_SEALED.items():
            others = 0
            while done := self.next_of(name, reseal, options["batch"]):
                others += done
            self.stdout.write(f"{others} {name} sealed with {newest_key()}")
        sealed = 0
        while batch := self.next_batch(options["batch"]):
            sealed += batch
            self.stdout.write(f"{sealed} sealed with {newest_key()}")
        left = Contact.objects.sealed_with_older_keys().count()
        self.stdout.write(f"done: {sealed} sealed anew, {left} left with older keys")

    def next_batch(self, size: int) -> int:
        """How many contacts the next batch sealed; names the fault if a key is missing."""
        try:
            return reseal_contacts(at_most=size)
        except CannotOpen as error:
            raise CommandError(f"A contact cannot be opened: {error}.") from error

    def next_of(self, name: str, reseal: Reseal, size: int) -> int:
        """The same for rows of another package."""
        try:
            return reseal(size)
        except CannotOpen as error:
            raise CommandError(f"One of {name} cannot be opened: {error}.") from error
