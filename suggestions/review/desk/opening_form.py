"""The form of a new round: which suggestions, who reads them, by which rules."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.topic import Topic
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField
from suggestions.review.desk.people_fields import ReviewersField, offer_people
from suggestions.review.entering import Choice, Source, chosen, missing, waiting_for_review
from suggestions.review.experts.pool import can_be_asked
from suggestions.review.opening import Rules
from suggestions.review.round import Aggregation, Publication, Round, RoundKind, TieRule
from suggestions.states import State
from suggestions.suggestion import Suggestion, SuggestionQuerySet

MOST_RECEIPTS = 500
LEAST_TRIMMED = 3
"""Reviewers without whom nothing is left between the highest and the lowest mark."""


class OpenRoundForm(forms.Form):
    """What a round is to be."""

    name = CleanField(label=_("Name of the round"), clean=clean_line, longest=60)
    kind = forms.ChoiceField(
        label=_("What the round is for"), choices=RoundKind, initial=RoundKind.PANEL
    )
    source = forms.ChoiceField(
        label=_("Suggestions"), choices=Source, initial=Source.ACCEPTED, widget=forms.RadioSelect
    )
    earlier = forms.ModelChoiceField(
        label=_("Only from this earlier round"), queryset=Round.objects.none(), required=False
    )
    shortlisted = forms.BooleanField(
        label=_("Only those marked as of considerable value"), required=False
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty for all topics."),
    )
    receipts = forms.CharField(
        label=_("Only these, by receipt number"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line, or with spaces between. Leave empty for all."),
    )
    reviewers = ReviewersField(label=_("Reviewers"), queryset=User.objects.none())
    per_suggestion = forms.IntegerField(
        label=_("Reviewers per suggestion"), min_value=1, max_value=50, initial=3
    )
    calibration = forms.IntegerField(
        label=_("Suggestions that everyone scores first"),
        min_value=0,
        max_value=50,
        initial=0,
        required=False,
        help_text=_("The calibration set: drawn by lot, so that reviewers can be compared."),
    )
    deadline = forms.DateTimeField(label=_("Scores are due by"), widget=AdminDateTimeInput)
    author_hidden = forms.BooleanField(
        label=_("Hide the author from reviewers"), required=False, initial=True
    )
    others_hidden = forms.BooleanField(
        label=_("Hide other reviews until one's own is in"), required=False, initial=True
    )
    aggregation = forms.ChoiceField(
        label=_("The ranked figure"), choices=Aggregation, initial=Aggregation.MEAN
    )
    tie_rule = forms.ChoiceField(
        label=_("Where figures are equal"),
        choices=TieRule,
        initial=TieRule.SHARED,
        required=False,
    )
    spread_limit = forms.FloatField(
        label=_("Ask one more reviewer where the spread is above"),
        min_value=0,
        max_value=4,
        required=False,
        help_text=_("Standard deviation of the marks, 0 to 2.83; empty: nobody is asked."),
    )
    alpha_limit = forms.FloatField(
        label=_("Ask one more reviewer where the agreement is below"),
        min_value=-1,
        max_value=1,
        required=False,
        help_text=_("Krippendorff's α of the round, up to 1; empty: nobody is asked."),
    )
    publication = forms.ChoiceField(
        label=_("Decisions are published"),
        choices=Publication,
        initial=Publication.ONE_BY_ONE,
        required=False,
    )

    def __init__(self, *args: Any, campaign: CampaignPage, **kwargs: Any) -> None:
        """Offer the topics, the earlier rounds and the reviewers of `campaign`."""
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        rows = Suggestion.objects.filter(campaign=campaign, state__in=ENTERING)
        topics = Topic.objects.filter(pk__in=rows.order_by().values("topic"))
        self.fields["topics"].queryset = topics  # type: ignore[attr-defined]
        self.fields["source"].choices = sources_of(campaign)  # type: ignore[attr-defined]
        closed = Round.objects.filter(campaign=campaign, closed_at__isnull=False)
        self.fields["earlier"].queryset = closed  # type: ignore[attr-defined]
        offer_people(self, "reviewers", can_be_asked(campaign.organiser, on=localdate()))

    def clean_receipts(self) -> list[str]:
        """The receipt numbers, each once, in the order in which they were typed."""
        typed = self.cleaned_data["receipts"].replace(",", " ").replace("，", " ").upper()
        receipts = list(dict.fromkeys(typed.split()))
        if len(receipts) > MOST_RECEIPTS:
            raise forms.ValidationError(_("Please choose so many by their topics instead."))
        return receipts

    def clean(self) -> dict[str, Any]:
        """What no single field can say."""
        given = super().clean() or {}
        trimmed = given.get("aggregation") == Aggregation.TRIMMED
        if trimmed and given.get("per_suggestion", LEAST_TRIMMED) < LEAST_TRIMMED:
            message = _("A mean without the highest and the lowest mark needs three reviewers.")
            self.add_error("aggregation", message)
        second_look = given.get("source") == Source.DECIDED
        if second_look and given.get("kind") != RoundKind.SECOND_OPINION:
            self.add_error("kind", _("Only a second opinion takes up what was decided."))
        if not self.errors and (strangers := missing(self.campaign, self.choice())):
            message = _("These cannot enter the round: %(receipts)s.")
            self.add_error("receipts", message % {"receipts": "、".join(strangers[:10])})
        return given

    def choice(self) -> Choice:
        """Which suggestions are meant."""
        given = self.cleaned_data
        return Choice(
            source=Source(given["source"]),
            topics=tuple(given["topics"]),
            round=given["earlier"],
            shortlisted=given["shortlisted"],
            receipts=tuple(given["receipts"]),
        )

    def suggestions(self) -> SuggestionQuerySet:
        """The suggestions chosen; of a valid form."""
        return chosen(self.campaign, self.choice())

    def rules(self) -> Rules:
        """The rules chosen; of a valid form."""
        given = self.cleaned_data
        return Rules(
            kind=RoundKind(given["kind"]),
            author_hidden=given["author_hidden"],
            others_hidden=given["others_hidden"],
            aggregation=Aggregation(given["aggregation"]),
            tie_rule=TieRule(given["tie_rule"] or TieRule.SHARED),
            spread_limit=given["spread_limit"],
            alpha_limit=given["alpha_limit"],
            publication=Publication(given["publication"] or Publication.ONE_BY_ONE),
        )


ENTERING = (State.ACCEPTED, State.REVIEWING, State.KEPT, State.NOT_ADOPTED)
"""States from which something may enter a round."""


def sources_of(campaign: CampaignPage) -> list[tuple[str, str]]:
    """Where suggestions can come from, each with how many there are."""
    return [
        (source.value, f"{source.label} · {waiting_for_review(campaign, source).count()}")
        for source in Source
    ]
