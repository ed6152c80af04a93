"""The form at the counter: what the web form asks, and what only the clerk can say."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.accounts.user import NAME_LENGTH, User
from portal.organisation.unit import Unit, UnitQuerySet
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField
from suggestions.intake.forms import SuggestionForm
from suggestions.paper.slip import ConsentForm

CODE_LENGTH = 20
WITNESS_MISSING = _("Spoken consent needs a witness.")


class CounterForm(SuggestionForm):
    """A suggestion written down for somebody else. The account of the clerk is not its author."""

    station = forms.ModelChoiceField(label=_("Station"), queryset=Unit.objects.none())
    consent_form = forms.ChoiceField(
        label=_("How the author agreed"),
        choices=ConsentForm,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether the author signed or said so.")},
    )
    is_agent = forms.BooleanField(
        label=_("I serve the author as first agent until it is answered"), required=False
    )
    witness = CleanField(
        label=_("Witness"),
        clean=clean_line,
        longest=NAME_LENGTH,
        required=False,
        help_text=_("Who was there when the author agreed by word of mouth."),
    )
    slip = forms.CharField(label=_("Number of the paper form"), required=False, max_length=30)
    temporary = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    temporary_code = forms.CharField(
        required=False, max_length=CODE_LENGTH, widget=forms.HiddenInput
    )
    handed_in_at = forms.DateTimeField(
        label=_("Handed in"), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, campaign: CampaignPage, user: User, counters: UnitQuerySet, **more: Any
    ) -> None:
        """Offer `counters`; nothing is filled in from the clerk's own account."""
        initial = {**more.pop("initial", {})}
        super().__init__(*args, campaign=campaign, user=user, **more)
        self.initial = initial
        self.clerk = user
        self.fields["station"].queryset = counters  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An agent whom the author took by word of mouth needs somebody who was there."""
        said = super().clean()
        spoken = said.get("consent_form") == ConsentForm.SPOKEN
        if said.get("is_agent") and spoken and not said.get("witness"):
            self.add_error("witness", WITNESS_MISSING)
        return said

    def clean_handed_in_at(self) -> Any:
        """When the author handed it in; a clock that is ahead counts as now."""
        said = self.cleaned_data["handed_in_at"]
        return min(said, timezone.now()) if said else None
