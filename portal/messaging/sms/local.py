"""Gateways for development: the text is printed, or written to a file."""

import sys
from pathlib import Path

from django.utils.timezone import localtime

from portal.messaging.failures import TemporaryFailure
from portal.messaging.sms.wording import Sms


class ConsoleGateway:
    """Prints number and text, as Django's console mail does."""

    def send(self, sms: Sms) -> None:
        """Print `sms`."""
        sys.stdout.write(f"{sms.number} {sms.text}\n")


class FileGateway:
    """Writes each message into a file of its own."""

    def __init__(self, folder: str) -> None:
        """A gateway into `folder`, which is made if need be."""
        self.folder = Path(folder)

    def send(self, sms: Sms) -> None:
        """Write `sms`; raises TemporaryFailure if the folder cannot be written."""
        name = f"{localtime():%Y%m%d-%H%M%S-%f}-{sms.reference}.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(f"{sms.number}\n{sms.text}\n", encoding="utf-8")
        except OSError as error:
            raise TemporaryFailure(type(error).__name__) from None
