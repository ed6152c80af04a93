"""Forms of joint suggestions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import NAME_LENGTH
from suggestions.intake.checking import PRIVACY_MISSING
from suggestions.intake.cleaning import clean_line, clean_text, too_long
from suggestions.intake.fields import CleanField

MOST_AT_ONCE = 20
LINES_LENGTH = MOST_AT_ONCE * (NAME_LENGTH + 1)


class InviteForm(forms.Form):
    """Whom to invite, one on each line."""

    labels = CleanField(
        label=gettext_lazy("Who else stands behind it?"),
        clean=clean_text,
        longest=LINES_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One person on each line, as you call them. It is only for you to tell the links apart "
            "and goes once they have answered."
        ),
    )

    def clean_labels(self) -> list[str]:
        """The lines that are not empty."""
        lines = [clean_line(line) for line in self.cleaned_data["labels"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_AT_ONCE:
            message = _("At most %(most)d lines at once, please.")
            raise ValidationError(message % {"most": MOST_AT_ONCE})
        longest = max(map(len, lines), default=0)
        if longest > NAME_LENGTH:
            raise ValidationError(too_long(longest, NAME_LENGTH))
        return lines


class JoinForm(forms.Form):
    """A co-author's own words."""

    name = CleanField(
        label=gettext_lazy("Your name"),
        clean=clean_line,
        longest=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    name_shown = forms.BooleanField(
        label=gettext_lazy("Show my name with the suggestion if it is published"), required=False
    )
    consent_privacy = forms.BooleanField(
        label=gettext_lazy("I have read the privacy notice and agree to it"),
        error_messages={"required": PRIVACY_MISSING},
    )


class CodeForm(forms.Form):
    """Receipt number and confirmation code, for those without the link."""

    receipt = forms.CharField(
        label=gettext_lazy("Receipt number"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Confirmation code"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=gettext_lazy("Eight letters and digits, such as 7K2M-Q4XP"),
    )
