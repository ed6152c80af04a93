"""Forms of the panel: decisions, notes, and what is selected."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from suggestions.intake.cleaning import clean_text
from suggestions.intake.fields import CleanField
from suggestions.review.decision import OUTCOME_CHOICES, REASON_LENGTH, ReasonTemplate, Settling
from suggestions.review.notes import NOTE_LENGTH
from suggestions.review.ruling import Ruling


class DecisionForm(forms.Form):
    """An outcome and its reason, perhaps with the code of how the matter stands."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=OUTCOME_CHOICES, widget=forms.RadioSelect
    )
    reason = CleanField(
        label=_("Reason"),
        clean=clean_text,
        longest=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The author reads it, and everyone where the suggestion is public."),
    )
    settling = forms.ChoiceField(
        label=_("Code (may stay empty)"),
        choices=[("", _("None")), *Settling.choices],
        required=False,
        widget=forms.Select(attrs={"class": "desk-select"}),
    )

    def ruling(self) -> Ruling:
        """What was typed, of a valid form."""
        said = self.cleaned_data
        return Ruling(said["outcome"], said["reason"], said["settling"])


class SeenField(forms.CharField):
    """The moment of the decision that the page showed, hidden in its form."""

    widget = forms.HiddenInput

    def clean(self, value: str | None) -> datetime:
        """The moment; raises ValidationError for anything else."""
        moment = parse_datetime(super().clean(value))
        if moment is None or moment.tzinfo is None:
            raise ValidationError(_("Please open the page again."), code="invalid")
        return moment


class SeenForm(forms.Form):
    """Which decision somebody was looking at."""

    seen = SeenField()


class RevisionForm(DecisionForm):
    """Another decision in the place of one that was seen."""

    seen = SeenField()


class TemplateForm(forms.Form):
    """A reason to start from."""

    template = forms.ModelChoiceField(
        label=_("Start from a template"), queryset=ReasonTemplate.objects.all()
    )


class NoteForm(forms.Form):
    """A contribution to the panel's discussion."""

    text = CleanField(
        label=_("Note for the panel"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only editors and chairs read it. It cannot be changed or deleted later."),
    )
