"""The gateway that takes text messages, as the setting SMS_URL names it.

(empty)                 none: nobody is told by text message
console://              printed, for development
file:///path/to/folder  one file each, for development
https://host/path       a gateway that takes JSON (portal.messaging.sms.web)
package.module.Class    a gateway of one's own: called without arguments, it has `send(sms)`
"""

from typing import Protocol, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from portal.messaging.failures import TemporaryFailure
from portal.messaging.sms.local import ConsoleGateway, FileGateway
from portal.messaging.sms.web import WebGateway
from portal.messaging.sms.wording import Sms, check_sms


class Gateway(Protocol):
    """Whatever takes text messages."""

    def send(self, sms: Sms) -> None:
        """Take `sms`; raises TemporaryFailure or PermanentFailure."""


def sends_sms() -> bool:
    """Whether there is a gateway."""
    return bool(settings.SMS_URL)


def gateway() -> Gateway:
    """The gateway of the setting; raises TemporaryFailure if there is no such class: a slip in
    the setting is mended, and meanwhile mails go on.
    """
    parts = urlsplit(settings.SMS_URL)
    if parts.scheme == "console":
        return ConsoleGateway()
    if parts.scheme == "file":
        return FileGateway(parts.path)
    if parts.scheme in {"http", "https"}:
        return WebGateway(settings.SMS_URL, settings.SMS_KEY, settings.SMS_TEMPLATE_IDS)
    try:
        return cast("Gateway", import_string(settings.SMS_URL)())
    except ImportError:
        raise TemporaryFailure("SMS_URL") from None


def send_sms(sms: Sms) -> None:
    """Check `sms` and hand it to the gateway; raises TemporaryFailure or PermanentFailure."""
    check_sms(sms)
    gateway().send(sms)
