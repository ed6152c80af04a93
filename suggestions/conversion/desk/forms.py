"""Forms of the desk of golden ideas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.organisation.choosers import choose_in_windows
from portal.organisation.unit import Unit
from suggestions.conversion.action import ActionState
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.states import State

NOTE_LENGTH = 1000
WHAT_LENGTH = 200


class ActionForm(forms.Form):
    """What is done, by which unit, until when."""

    what = CleanField(label=_("What is done"), clean=clean_line, longest=WHAT_LENGTH)
    unit = forms.ModelChoiceField(label=_("By which unit"), queryset=Unit.objects.all())
    due_on = forms.DateField(label=_("Due on"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose the unit in a window."""
        super().__init__(*args, **kwargs)
        choose_in_windows(self)


class ProgressForm(forms.Form):
    """How far an action has come, and what happened."""

    state = forms.ChoiceField(label=_("How far it has come"), choices=ActionState)
    text = CleanField(
        label=_("What has happened"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads it, and everyone where the idea is shown on the site."),
    )


class ConcludeForm(forms.Form):
    """What came of the idea, and why."""

    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    note = CleanField(
        label=_("Explanation"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads it, and everyone where the idea is shown on the site."),
    )

    def __init__(self, *args: Any, idea: GoldenIdea, **kwargs: Any) -> None:
        """Offer what can still come of `idea`."""
        super().__init__(*args, **kwargs)
        lapsed = idea.suggestion.state == State.LAPSED
        choices = [State.CONVERTED] if lapsed else [State.CONVERTED, State.LAPSED]
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - told to the type checker
        field.choices = [(state.value, state.label) for state in choices]
