"""Forms of the desk of rounds."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from portal.accounts.user import User
from suggestions.review.desk.people_fields import ReviewerField, offer_people
from suggestions.review.experts.pool import can_be_asked
from suggestions.review.round import Round


class DeadlineForm(forms.Form):
    """Another deadline."""

    deadline = forms.DateTimeField(label=_("Scores are due by"), widget=AdminDateTimeInput)


class AssignForm(forms.Form):
    """One more reviewer for a suggestion."""

    reviewer = ReviewerField(label=_("Reviewer"), queryset=User.objects.none())

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        """Offer the reviewers the round can have."""
        super().__init__(*args, **kwargs)
        offer_people(self, "reviewer", can_be_asked(round.campaign.organiser, on=localdate()))
