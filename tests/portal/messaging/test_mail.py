"""Mail: the same message has the same number, and failures are told apart."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail

from portal.messaging.failures import PermanentFailure, TemporaryFailure
from portal.messaging.mail import Mail, send_mail

LETTER = Mail("wang@example.org", "回执", "您好", "notice-7", {"List-Unsubscribe": "<https://x>"})


def test_tried_twice_it_is_the_same_mail(settings):
    settings.DEFAULT_FROM_EMAIL = "Golden Ideas <ideas@example.org>"

    send_mail(LETTER)
    send_mail(LETTER)

    first, second = (message.message() for message in mail.outbox)
    assert first["Message-ID"] == second["Message-ID"] == "<notice-7@example.org>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["List-Unsubscribe"] == "<https://x>"


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (SMTPServerDisconnected("gone"), TemporaryFailure),
        (OSError("no route"), TemporaryFailure),
        (TimeoutError(), TemporaryFailure),
        (SMTPDataError(554, b"spam"), TemporaryFailure),
        (SMTPRecipientsRefused({"wang@example.org": (450, b"later")}), TemporaryFailure),
        (SMTPRecipientsRefused({"wang@example.org": (554, b"no relay")}), TemporaryFailure),
        (SMTPRecipientsRefused({"wang@example.org": (550, b"no such user")}), PermanentFailure),
    ],
)
def test_only_a_mailbox_that_is_not_there_ends_the_tries(monkeypatch, error, failure):
    def refuse(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)

    with pytest.raises(failure) as raised:
        send_mail(LETTER)

    assert "wang" not in str(raised.value)
    assert "wang" not in repr(LETTER)
