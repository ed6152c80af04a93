"""The form at the desk: what the web form asks, and how it came in."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.pages import CampaignPage
from portal.accounts.user import NAME_LENGTH
from portal.organisation.rights import Person
from portal.organisation.unit import Unit, UnitQuerySet
from suggestions.agency.agency import AgencyConsent
from suggestions.intake.cleaning import clean_line
from suggestions.intake.desk.desk_entry import LETTER_NUMBER_LENGTH, OCCASION_LENGTH, DeskEntry
from suggestions.intake.fields import CleanField
from suggestions.intake.forms import SuggestionForm
from suggestions.states import Channel

CHANNELS = [
    (Channel.STATION, gettext_lazy("At the counter or by phone, said to a clerk")),
    (Channel.LETTER, gettext_lazy("By letter")),
    (Channel.EVENT, gettext_lazy("At an event: a meeting, a hearing, a reception day")),
]
ADDRESS_LENGTH = 200


class DeskEntryForm(SuggestionForm):
    """A suggestion typed by staff. Nothing of the clerk's own account becomes the author's."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How it came in"), choices=CHANNELS, widget=forms.RadioSelect
    )
    station = forms.ModelChoiceField(
        label=gettext_lazy("Unit at whose desk"), queryset=Unit.objects.none()
    )
    handed_in_on = forms.DateField(
        label=gettext_lazy("Handed in on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    written_on = forms.DateField(
        label=gettext_lazy("Date of the letter"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    letter_number = CleanField(
        label=gettext_lazy("Number of the letter"),
        clean=clean_line,
        longest=LETTER_NUMBER_LENGTH,
        required=False,
        help_text=gettext_lazy("As in your register; add the scan to the files below."),
    )
    occasion = CleanField(
        label=gettext_lazy("Occasion"),
        clean=clean_line,
        longest=OCCASION_LENGTH,
        required=False,
        help_text=gettext_lazy("Of an event: what it was and where."),
    )
    address = CleanField(
        label=gettext_lazy("Postal address"),
        clean=clean_line,
        longest=ADDRESS_LENGTH,
        required=False,
    )
    is_agent = forms.BooleanField(
        label=gettext_lazy("I act for the author as agent and tell them how it goes on"),
        required=False,
    )
    agency_consent = forms.ChoiceField(
        label=gettext_lazy("How the author agreed to the agent"),
        choices=AgencyConsent,
        required=False,
        widget=forms.RadioSelect,
    )
    witness = CleanField(
        label=gettext_lazy("Witness"),
        clean=clean_line,
        longest=NAME_LENGTH,
        required=False,
        help_text=gettext_lazy("Who was there when the author agreed by word of mouth."),
    )

    def __init__(
        self, *args: Any, campaign: CampaignPage, user: Person, desks: UnitQuerySet, **more: Any
    ) -> None:
        """Offer `desks`; files may always be added: a letter has its scan."""
        super().__init__(*args, campaign=campaign, user=user, **more)
        self.initial = {"handed_in_on": timezone.localdate(), **more.get("initial", {})}
        self.fields["station"].queryset = desks  # type: ignore[attr-defined]
        self.fields["station"].empty_label = None  # type: ignore[attr-defined]
        if "attachments" not in self.fields:
            self.fields["attachments"] = self.base_fields["attachments"]

    def clean_handed_in_on(self) -> Any:
        """Not in the future."""
        day = self.cleaned_data["handed_in_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """What each channel needs, and how an author agreed to an agent."""
        said = super().clean()
        channel = said.get("channel")
        if channel == Channel.LETTER and not said.get("written_on"):
            self.add_error("written_on", _("Please give the date of the letter."))
        if channel == Channel.EVENT and not said.get("occasion"):
            self.add_error("occasion", _("Please say what the event was."))
        if said.get("is_agent"):
            self._check_consent(said)
        return said

    def _check_consent(self, said: dict[str, Any]) -> None:
        if not said.get("agency_consent"):
            self.add_error("agency_consent", _("Please say how the author agreed."))
        if said.get("agency_consent") == AgencyConsent.SPOKEN and not said.get("witness"):
            self.add_error("witness", _("Spoken consent needs a witness."))

    def entered_before(self) -> DeskEntry | None:
        """The entry of a letter with this number in the same campaign; None without a number."""
        number = self.cleaned_data.get("letter_number")
        rows = DeskEntry.objects.filter(suggestion__campaign=self.campaign)
        found = rows.filter(letter_number=number).select_related("suggestion")
        return found.first() if number else None

    def handed_in_at(self, at: datetime) -> datetime:
        """The moment of handing in: now, if it is today, else noon of the day that was typed."""
        day = self.cleaned_data["handed_in_on"]
        if day == timezone.localdate(at):
            return at
        return timezone.make_aware(datetime.combine(day, time(12)))
