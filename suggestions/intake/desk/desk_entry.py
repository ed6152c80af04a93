"""What is known of a suggestion because it came over a desk: a letter's date, an occasion.

The phone number that was left is not here: only a keyed digest of it, by which the author can
claim the suggestion later without anybody opening the contact details.
"""

import unicodedata

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from suggestions.intake.tracking import NOBODY
from suggestions.suggestion import Suggestion

LETTER_NUMBER_LENGTH = 60
OCCASION_LENGTH = 100
PHONE_DIGITS = 11
"""Digits of a Chinese mobile number; +86 before it makes no other number."""


class DeskEntry(models.Model):
    """One suggestion that staff have typed in."""

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.CASCADE, related_name="desk_entry"
    )
    written_on = models.DateField(_("date of the letter"), null=True, blank=True)
    letter_number = models.CharField(
        _("number of the letter"), max_length=LETTER_NUMBER_LENGTH, blank=True
    )
    occasion = models.CharField(_("occasion"), max_length=OCCASION_LENGTH, blank=True)
    claim_digest = models.CharField(max_length=64, default=NOBODY, editable=False)
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)

    class Meta:
        verbose_name = _("entry at the desk")
        verbose_name_plural = _("entries at the desk")

    def __str__(self) -> str:
        """The key of the suggestion: nothing of its author."""
        return str(self.suggestion_id)


def claim_digest(receipt: str, phone: str) -> str:
    """What is stored of a phone number: a keyed digest bound to the receipt, in hex.

    However it is spaced, and with or without +86, a number has one digest; no digits have
    that of nobody.
    """
    digits = "".join(c for c in unicodedata.normalize("NFKC", phone) if c in "0123456789")
    if not digits:
        return NOBODY
    if len(digits) > PHONE_DIGITS:
        digits = digits.removeprefix("00").removeprefix("86")
    value = f"{receipt}:{digits}"
    return salted_hmac("suggestions.claim", value, algorithm="sha256").hexdigest()
