"""Forms of the desk of rounds."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.topic import Topic
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.review.entering import waiting_for_review
from suggestions.review.rights import reviewers_for
from suggestions.review.round import Aggregation, Round
from suggestions.suggestion import SuggestionQuerySet


class OpenRoundForm(forms.Form):
    """What a round is to be: which suggestions, who reads them, until when."""

    name = CleanField(label=_("Name of the round"), clean=clean_line, longest=60)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty for all accepted suggestions."),
    )
    reviewers = forms.ModelMultipleChoiceField(
        label=_("Reviewers"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    per_suggestion = forms.IntegerField(
        label=_("Reviewers per suggestion"), min_value=1, max_value=50, initial=3
    )
    deadline = forms.DateTimeField(label=_("Scores are due by"), widget=AdminDateTimeInput)
    author_hidden = forms.BooleanField(
        label=_("Hide the author from reviewers"), required=False, initial=True
    )
    aggregation = forms.ChoiceField(
        label=_("The ranked figure"), choices=Aggregation, initial=Aggregation.MEAN
    )

    def __init__(self, *args: Any, campaign: CampaignPage, **kwargs: Any) -> None:
        """Offer the topics and the reviewers of `campaign`."""
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        waiting = waiting_for_review(campaign).order_by().values("topic")
        _offer(self, "topics", Topic.objects.filter(pk__in=waiting))
        _offer(self, "reviewers", reviewers_for(campaign.organiser, on=localdate()))

    def suggestions(self) -> SuggestionQuerySet:
        """The suggestions chosen; of a valid form."""
        rows = waiting_for_review(self.campaign)
        topics = self.cleaned_data["topics"]
        return rows.filter(topic__in=topics) if topics else rows


class DeadlineForm(forms.Form):
    """Another deadline."""

    deadline = forms.DateTimeField(label=_("Scores are due by"), widget=AdminDateTimeInput)


class AssignForm(forms.Form):
    """One more reviewer for a suggestion."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=User.objects.none())

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        """Offer the reviewers the round can have."""
        super().__init__(*args, **kwargs)
        _offer(self, "reviewer", reviewers_for(round.campaign.organiser, on=localdate()))


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let the field choose from `rows`."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - told to the type checker
    field.queryset = rows
