"""Wordings: texts as they are registered with the carriers, with places for variables.

A carrier takes a text only if its signature and its wording were registered before; what may
differ from message to message are the variables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from django.conf import settings

from portal.messaging.failures import PermanentFailure
from portal.messaging.sms.numbers import masked, mobile_of

ONE_PART, EACH_PART = 70, 67
"""Characters of a message in UCS-2, alone and as one of several parts (3GPP TS 23.040)."""
MOST_PARTS = 2


@dataclass(frozen=True)
class Wording:
    """One registered text under our own name for it; variables stand as {name}."""

    name: str
    text: str

    @property
    def variables(self) -> frozenset[str]:
        """The names that are to be filled in."""
        return frozenset(name for _text, name, _form, _as in Formatter().parse(self.text) if name)


@dataclass(frozen=True, repr=False)
class Sms:
    """One text message; `reference` is the same each time it is tried."""

    number: str
    template: Wording
    variables: Mapping[str, str]
    reference: str = ""

    def __repr__(self) -> str:
        """Wording and masked number: this ends up in logs and error pages."""
        return f"<Sms {self.template.name} {masked(self.number)}>"

    @property
    def text(self) -> str:
        """What is read on the telephone: signature and wording, the variables filled in."""
        return f"{signature()}{self.template.text.format(**self.variables)}"


def signature() -> str:
    """The registered signature in its brackets, such as 【金点子】."""
    return f"【{settings.SMS_SIGNATURE.strip('【】')}】"


def parts(text: str) -> int:
    """How many messages a carrier counts for `text`: one up to 70 characters, else 67 each.

    Characters are counted in UTF-16, where rare ones count twice.
    """
    length = len(text.encode("utf-16-be")) // 2
    return 1 if length <= ONE_PART else -(-length // EACH_PART)


def check_sms(sms: Sms) -> None:
    """Raises PermanentFailure if the message can never be taken: its number, its variables, or
    more than MOST_PARTS parts.
    """
    if mobile_of(sms.number) != sms.number or not sms.number:
        raise PermanentFailure("number")
    if sms.template.variables != set(sms.variables):
        raise PermanentFailure("variables")
    if parts(sms.text) > MOST_PARTS:
        raise PermanentFailure("length")
