"""Reach: by which way an author can be told, and where."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.accounts.contact import ContactDetails, Purpose, read_contact
from portal.messaging.sms.gateway import sends_sms
from portal.messaging.sms.numbers import mobile_of
from suggestions.outgoing.notice import Via
from suggestions.suggestion import Suggestion


@dataclass(frozen=True, repr=False)
class Reach:
    """A way and an address or number."""

    via: Via
    to: str

    def __repr__(self) -> str:
        """The way only: this ends up in logs and error pages."""
        return f"<Reach {self.via}>"


def reach_of(suggestion: Suggestion) -> Reach | None:
    """Where the author is told: by mail as left with the suggestion, else by the account's
    address, else by text message to a mobile number that was left; or None.
    """
    left = read_contact(suggestion.contact, by=None, purpose=Purpose.NOTIFY)
    account = suggestion.author.email if suggestion.author else ""
    for address in (left.email, account):
        if _is_address(address):
            return Reach(Via.MAIL, address)
    return Reach(Via.SMS, mobile_of(left.phone)) if may_be_texted(left) else None


def may_be_texted(details: ContactDetails) -> bool:
    """Whether a text message can be sent: a mobile number was left and there is a gateway."""
    return bool(sends_sms() and mobile_of(details.phone))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
