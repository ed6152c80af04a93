"""What a letter is to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.papers.paper import (
    ADDRESSEE_LENGTH,
    LETTERS,
    TEXT_LENGTH,
    TITLE_LENGTH,
    PaperKind,
)
from suggestions.papers.writing import Words


class LetterForm(forms.Form):
    """Kind, addressee, title, text and date."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[choice for choice in PaperKind.choices if choice[0] in LETTERS]
    )
    addressee = CleanField(
        label=_("Addressee"), clean=clean_line, longest=ADDRESSEE_LENGTH, required=False
    )
    title = CleanField(label=_("Title"), clean=clean_line, longest=TITLE_LENGTH)
    text = CleanField(
        label=_("Text"),
        clean=clean_text,
        longest=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Each line becomes a paragraph. The number is drawn when the letter is made."),
    )
    dated_on = forms.DateField(
        label=_("Date on the letter"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def words(self) -> Words:
        """What was typed; the form is valid."""
        said: dict[str, Any] = dict(self.cleaned_data)
        said.pop("kind")
        return Words(**said)
