"""Forms of the desk of erasures."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from suggestions.chain.erasing.erasure import Ground
from suggestions.intake.receipts import parse_receipt
from suggestions.states import GOLDEN
from suggestions.suggestion import Suggestion


class FindForm(forms.Form):
    """Which suggestion."""

    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=60,
        help_text=_("Sixteen digits, such as 20261122-4827316-5"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class EraseForm(forms.Form):
    """On which ground, whether adopted words stay, and the number once more."""

    ground = forms.ChoiceField(label=_("Ground"), choices=Ground, widget=forms.RadioSelect)
    keeps_text = forms.BooleanField(
        label=_("The words of the adopted suggestion stay, without names and numbers"),
        required=False,
    )
    again = forms.CharField(
        label=_("Type the receipt number again"),
        max_length=60,
        help_text=_("Nothing brings erased data back."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        """Offer to keep words only where a decision has adopted them."""
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        if suggestion.state not in GOLDEN:
            del self.fields["keeps_text"]

    def clean_again(self) -> str:
        """The number; raises ValidationError if it is another."""
        typed = str(self.cleaned_data["again"])
        if self.suggestion.receipt not in (parse_receipt(typed), typed.strip()):
            raise ValidationError(_("That is not the receipt number above."))
        return typed
