"""Erase the personal data of a suggestion's author, or of an account with all it handed in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.accounts.user import User
from suggestions.chain.erasing.erasing import erase, erase_account
from suggestions.chain.erasing.erasure import Ground
from suggestions.chain.erasing.refusals import ErasureRefused
from suggestions.intake.receipts import parse_receipt
from suggestions.suggestion import Suggestion


class Command(BaseCommand):
    """For installations without a security administrator; nothing can be undone."""

    help = "Erase personal data (个人信息保护法 Art. 47). Nothing brings them back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose data, on which ground, and the word that it is meant."""
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--receipt", help="receipt number of a suggestion")
        whose.add_argument("--account", help="user name of a citizen")
        parser.add_argument("--ground", choices=Ground.values, required=True)
        parser.add_argument(
            "--keep-text", action="store_true", help="keep the words of an adopted suggestion"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, erase, say the number of the erasure."""
        subject = self.subject(options)
        if not options["yes"] and input(f"Erase {subject.pk} for good? [yes/no] ") != "yes":
            raise CommandError("Nothing was erased.")
        ground, at = Ground(options["ground"]), timezone.now()
        try:
            if isinstance(subject, User):
                erasure = erase_account(subject, reason=ground, by=None, at=at)
            else:
                keeps_text = options["keep_text"]
                erasure = erase(subject, reason=ground, keeps_text=keeps_text, by=None, at=at)
        except ErasureRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"erased: {erasure.number}")

    def subject(self, options: dict[str, Any]) -> Suggestion | User:
        """What is meant; raises CommandError if there is no such thing."""
        if options["account"]:
            found: Any = User.objects.filter(username=options["account"]).first()
        else:
            number = parse_receipt(options["receipt"]) or options["receipt"]
            found = Suggestion.objects.filter(receipt=number).first()
        if found is None:
            raise CommandError("There is no such suggestion or account.")
        return found
