"""Mail: one message to one address, and which failures are worth another try."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage

from portal.messaging.failures import PermanentFailure, TemporaryFailure

NO_SUCH_MAILBOX = frozenset({550, 551, 553})
"""RFC 5321, 4.2.3: the mailbox is not there, elsewhere, or its name is not allowed."""


@dataclass(frozen=True, repr=False)
class Mail:
    """One mail; `reference` is the same each time it is tried, so that a double shows."""

    address: str
    subject: str
    text: str
    reference: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """The reference only: this ends up in logs and error pages."""
        return f"<Mail {self.reference}>"


def send_mail(mail: Mail) -> None:
    """Hand `mail` to the mail server; raises TemporaryFailure or PermanentFailure.

    The Message-ID (RFC 5322, 3.6.4) is made of the reference: mail programs show a message that
    came twice, because a server took it and its answer was lost, only once.
    """
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    headers = {
        "Message-ID": f"<{mail.reference}@{host}>",
        "Auto-Submitted": "auto-generated",
        **mail.headers,
    }
    message = EmailMessage(mail.subject, mail.text, None, [mail.address], headers=headers)
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        codes = {code for code, _said in error.recipients.values()}
        failure = PermanentFailure if codes <= NO_SUCH_MAILBOX else TemporaryFailure
        raise failure(type(error).__name__) from None
    except (OSError, SMTPException) as error:
        raise TemporaryFailure(type(error).__name__) from None
