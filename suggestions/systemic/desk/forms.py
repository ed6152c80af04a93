"""Forms of systemic issues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.organisation.choosers import choose_in_windows
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.commendation.desk.forms import long_text
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField
from suggestions.suggestion import Suggestion, SuggestionQuerySet
from suggestions.supervision.desk.forms import suggestions_of
from suggestions.systemic.systemic_issue import (
    TEXT_LENGTH,
    TITLE_LENGTH,
    SystemicAction,
    SystemicIssue,
    SystemicIssueQuerySet,
    SystemicLink,
)

LINE = 200


class IssueForm(forms.Form):
    """A new issue."""

    title = CleanField(label=_("Title"), clean=clean_line, longest=TITLE_LENGTH)
    summary = long_text(_("What it is about"), TEXT_LENGTH)
    unit = forms.ModelChoiceField(label=_("Owner"), queryset=Unit.objects.all())
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.all(), required=False)
    cause = long_text(_("Cause"), TEXT_LENGTH, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose unit and topic in windows."""
        super().__init__(*args, **kwargs)
        self.fields["summary"].help_text = _("Shown to everybody once the issue is public.")
        choose_in_windows(self)


class NumbersForm(forms.Form):
    """Suggestions by their receipt numbers."""

    receipts = forms.CharField(
        label=_("Receipt numbers"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One in each line; as many as there are."),
    )

    def __init__(self, *args: Any, reach: SuggestionQuerySet, **kwargs: Any) -> None:
        """Take what is in `reach`."""
        super().__init__(*args, **kwargs)
        self.reach = reach

    def clean_receipts(self) -> list[Suggestion]:
        """The suggestions; raises ValidationError naming what is not in reach."""
        return suggestions_of(self.cleaned_data["receipts"], self.reach)


class GatherForm(forms.Form):
    """Into which issue."""

    issue = forms.ModelChoiceField(
        label=_("Systemic issue"), queryset=SystemicIssue.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, issues: SystemicIssueQuerySet, **kwargs: Any) -> None:
        """Offer these issues, each with its owner."""
        super().__init__(*args, **kwargs)
        field = self.fields["issue"]
        field.queryset = issues.select_related("unit")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one} · {one.unit}"  # type: ignore[attr-defined]


class ActionForm(forms.Form):
    """An action."""

    what = CleanField(label=_("Action"), clean=clean_line, longest=LINE)
    unit = forms.ModelChoiceField(label=_("By which unit"), queryset=Unit.objects.all())
    due_on = forms.DateField(label=_("Due on"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose the unit in a window."""
        super().__init__(*args, **kwargs)
        choose_in_windows(self)


class DoneForm(forms.Form):
    """An action that is done."""

    action = forms.ModelChoiceField(label=_("Action"), queryset=SystemicAction.objects.none())
    note = CleanField(label=_("What was done"), clean=clean_line, longest=LINE)

    def __init__(self, *args: Any, actions: Any, **kwargs: Any) -> None:
        """Offer the open actions."""
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = actions  # type: ignore[attr-defined]


class ProgressForm(forms.Form):
    """How far it has come."""

    text = long_text(_("Progress"), TEXT_LENGTH)
    is_public = forms.BooleanField(label=_("Show it on the public page"), required=False)


class TakeOutForm(forms.Form):
    """Which suggestion does not belong there."""

    link = forms.ModelChoiceField(label=_("Suggestion"), queryset=SystemicLink.objects.none())

    def __init__(self, *args: Any, links: Any, **kwargs: Any) -> None:
        """Offer those that stand."""
        super().__init__(*args, **kwargs)
        field = self.fields["link"]
        field.queryset = links  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: str(one.suggestion)  # type: ignore[attr-defined]


class PublicAnswerForm(forms.Form):
    """The one answer to all."""

    answer = long_text(_("Public answer"), TEXT_LENGTH)
    is_reviewed = forms.BooleanField(
        label=_("I have looked: there are no personal data and no secrets in it"), required=False
    )
