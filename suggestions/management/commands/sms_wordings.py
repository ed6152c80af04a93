"""List the wordings of text messages, to be registered with the carriers: sms_wordings."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.messaging.sms.wording import signature
from suggestions.outgoing.texts import WORDINGS


class Command(BaseCommand):
    """Our name, the key at the gateway or a dash, and the text with its signature."""

    help = "List the wordings of text messages with their keys at the gateway."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one line for each wording."""
        for name, wording in WORDINGS.items():
            key = settings.SMS_TEMPLATE_IDS.get(name, "-")
            self.stdout.write(f"{name}\t{key}\t{signature()}{wording.text}")
