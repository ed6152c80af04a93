"""Texts: which wording of a text message says what happened. Only numbers go by text message."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from portal.messaging.sms.wording import Sms, Wording
from suggestions.rating.asking import Asking
from suggestions.rating.tokens import short_code
from suggestions.states import OUTCOMES, State

if TYPE_CHECKING:
    from suggestions.history import Entry

WORDINGS_FILE = Path(__file__).with_name("wordings.toml")
WORDINGS = {
    name: Wording(name, text)
    for name, text in tomllib.loads(WORDINGS_FILE.read_text(encoding="utf-8")).items()
}
BY_EVENT = {"submitted": "received", "replied": "replied"}
BY_STATE = {
    State.RETURNED: "returned",
    State.ANSWERED: "replied",
    **dict.fromkeys(OUTCOMES, "decided"),
}
AGAIN_FROM = frozenset({State.ANSWERED, State.CLOSED})
"""Accepted from here it is handled once more."""


def sms_about(entries: Sequence["Entry"], *, number: str, reference: str) -> Sms:
    """The text message that tells of these entries of one author: one of them, or how many."""
    receipt = entries[0].suggestion.receipt
    if len(entries) > 1:
        said = {"receipt": receipt, "count": str(len(entries))}
        return Sms(number, WORDINGS["several"], said, reference)
    (entry,) = entries
    name, more = _said(entry)
    return Sms(number, WORDINGS[name], {"receipt": receipt, **more}, reference)


def _said(entry: "Entry") -> tuple[str, dict[str, str]]:
    """The name of the wording for `entry`, and its variables beside the receipt number."""
    with translation.override("zh-hans"):
        asking = Asking.objects.filter(entry=entry.pk, closed_at__isnull=True).first()
        if asking:
            day = date_format(localtime(asking.due_at), "n月j日")
            return "rate", {"code": short_code(asking), "day": day}
        name = BY_EVENT.get(entry.event, "")
        if entry.event == "moved":
            again = entry.after == State.ACCEPTED and entry.before in AGAIN_FROM
            name = "reopened" if again else BY_STATE.get(State(entry.after), "")
        return (name, {}) if name else ("news", {"step": entry.step})
