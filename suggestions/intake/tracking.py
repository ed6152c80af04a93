"""Tracking: receipt number and secret code open a suggestion to its author."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from suggestions.intake.receipts import code_fits, parse_receipt
from suggestions.paper.numbers import parse_slip
from suggestions.paper.slips import find_slip
from suggestions.suggestion import Suggestion

NO_MATCH = _(
    "Receipt number and tracking code do not belong together. Please compare both with your "
    "receipt."
)
NOT_TYPED = _(
    "We know this form and its code. It has not been typed in yet: please try again in some days, "
    "or ask at the station where it was handed in."
)
NOBODY = "0" * 64
"""A digest that no code has: an unknown receipt costs the same comparison as a wrong code."""


class TrackingForm(forms.Form):
    """Receipt number and tracking code."""

    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "Sixteen digits, such as 20261122-4827316-5; or the number of your slip from a station"
        ),
    )
    code = forms.CharField(
        label=_("Tracking code"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Twelve letters and digits, such as 7K2M-Q4XP-9TRD"),
    )
    suggestion: Suggestion

    def clean(self) -> dict[str, Any]:
        """Find the suggestion; one message whether the number or the code is wrong."""
        said = super().clean() or {}
        if self.errors:
            return said
        found = find(said["receipt"], said["code"])
        if found is None:
            raise ValidationError(
                NOT_TYPED if find_slip(said["receipt"], said["code"]) else NO_MATCH
            )
        self.suggestion = found
        return said


def find(receipt: str, code: str) -> Suggestion | None:
    """The suggestion that `receipt` and `code` open together, or None.

    `receipt` may be the number of a slip from a station. Takes as long for a number that does
    not exist as for a wrong code, so that nobody learns which numbers are in use.
    """
    if parse_slip(receipt):
        slip = find_slip(receipt, code)
        return slip.suggestion if slip else None
    number = parse_receipt(receipt)
    row = Suggestion.objects.filter(receipt=number).first()
    digest = row.tracking_digest if row else NOBODY
    return row if code_fits(code, receipt=number, digest=digest) else None
