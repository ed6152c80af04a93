"""The two questions, as authors and callers answer them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from suggestions.intake.cleaning import clean_text
from suggestions.intake.fields import CleanField
from suggestions.rating.asking import CallResult
from suggestions.rating.rating import COMMENT_LENGTH, Scale
from suggestions.replies.reply import NOTE_LENGTH


class RatingForm(forms.Form):
    """Was it answered, was it done, and what else is there to say."""

    answered = forms.TypedChoiceField(
        label=_("Were your questions answered?"),
        choices=Scale.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    done = forms.TypedChoiceField(
        label=_("Was done what could be done?"),
        choices=Scale.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    comment = CleanField(
        label=_("What do you want to tell us?"),
        clean=clean_text,
        longest=COMMENT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The offices read it; it is not published."),
    )


class AnswersForm(RatingForm):
    """What an author says on the telephone."""

    comment = CleanField(
        label=_("What the author adds"),
        clean=clean_text,
        longest=COMMENT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AttemptForm(forms.Form):
    """A call that brought no answers."""

    result = forms.ChoiceField(
        choices=[choice for choice in CallResult.choices if choice[0] != CallResult.ANSWERED]
    )
    note = CleanField(clean=clean_text, longest=NOTE_LENGTH, required=False)


class CodeForm(forms.Form):
    """Receipt number and short code."""

    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Sixteen digits, such as 20261122-4827316-5"),
    )
    code = forms.CharField(
        label=_("Code for rating"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Eight letters and digits from our message, such as 7K2M-Q4XP"),
    )


class SettleForm(forms.Form):
    """What a supervisor did about a second low rating."""

    note = CleanField(clean=clean_text, longest=NOTE_LENGTH)
