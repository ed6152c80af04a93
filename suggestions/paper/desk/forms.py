"""The forms of the desk for paper."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from campaigns.pages import CampaignPage
from campaigns.phases import Feature
from campaigns.querysets import CampaignQuerySet
from portal.organisation.unit import Unit, UnitQuerySet
from portal.page_choice import PageChoiceField
from suggestions.intake.checking import LATE_FOR
from suggestions.intake.fields import ManyFilesField
from suggestions.paper.entering import handed_in_at
from suggestions.paper.printing import MOST_FORMS
from suggestions.paper.sheet import REASON_LENGTH
from suggestions.paper.uploading import MOST_SHEETS
from suggestions.stations.sending import too_late

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic"


class PlaceForm(forms.Form):
    """For which call, at which station."""

    campaign = PageChoiceField(label=_("Campaign"), queryset=CampaignPage.objects.none())
    station = forms.ModelChoiceField(label=_("Station"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, counters: UnitQuerySet, **more: Any) -> None:
        """Offer `counters` and the campaigns that take suggestions now."""
        super().__init__(*args, **more)
        current = counters.in_force(timezone.localdate())
        self.fields["campaign"].queryset = self.campaigns()  # type: ignore[attr-defined]
        self.fields["station"].queryset = current  # type: ignore[attr-defined]
        stations = list(current[:2])
        if len(stations) == 1:
            self.initial.setdefault("station", stations[0].pk)

    def campaigns(self) -> CampaignQuerySet:
        """Those to choose from: what takes suggestions now."""
        return CampaignPage.objects.live().open(timezone.now()).order_by("title")


class PrintForm(PlaceForm):
    """How many forms to print."""

    count = forms.IntegerField(
        label=_("Number of forms"), min_value=1, max_value=MOST_FORMS, initial=20
    )


class PicturesForm(forms.Form):
    """Pictures of filled-in forms."""

    pictures = ManyFilesField(
        label=_("Pictures of the forms"),
        widget=ManyFilesField.widget(attrs={"accept": PICTURES}),
        help_text=_(
            "One picture for each form: JPEG, PNG, WebP or HEIC, up to a hundred at a time. They "
            "are set straight, cropped and brightened by themselves. PDFs are not read."
        ),
    )

    def clean_pictures(self) -> list[Any]:
        """At least one, and not too many at once."""
        files: list[Any] = self.cleaned_data["pictures"]
        if not files:
            raise forms.ValidationError(_("Please choose the pictures."))
        if len(files) > MOST_SHEETS:
            message = _("Please choose at most %(count)d files.")
            raise forms.ValidationError(message % {"count": MOST_SHEETS})
        return files


class BatchForm(PlaceForm, PicturesForm):
    """A new batch."""

    received_on = forms.DateField(label=_("Handed in on"), widget=AdminDateInput)
    sample_percent = forms.IntegerField(
        label=_("Typed twice, in percent"),
        min_value=0,
        max_value=100,
        help_text=_("So many of the forms are typed again by somebody else, to know the errors."),
    )
    field_order = ("campaign", "station", "received_on", "pictures", "sample_percent")

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        """`today` is the last day on which forms can have been handed in."""
        share = settings.PAPER_SAMPLE_PERCENT
        more["initial"] = {"received_on": today, "sample_percent": share, **more.get("initial", {})}
        super().__init__(*args, **more)
        self.today = today

    def campaigns(self) -> CampaignQuerySet:
        """What closed lately as well: forms that were handed in on its last days."""
        now = timezone.now()
        live = CampaignPage.objects.live()
        return (live.open(now) | live.closed_since(now - LATE_FOR, now)).order_by("title")

    def clean_received_on(self) -> date:
        """Not in the future, and not longer ago than forms are taken."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        if timezone.now() - handed_in_at(day, timezone.now()) > LATE_FOR:
            raise forms.ValidationError(too_late())
        return day

    def clean(self) -> dict[str, Any]:
        """A campaign that took suggestions when these were handed in."""
        said: dict[str, Any] = dict(super().clean() or {})
        campaign, day = said.get("campaign"), said.get("received_on")
        if campaign and day:
            moment = handed_in_at(day, timezone.now())
            if not campaign.allows(Feature.SUBMIT, moment):
                self.add_error("received_on", _("The campaign took no suggestions on that day."))
        return said


class AsideForm(forms.Form):
    """Why a sheet is set aside."""

    reason = forms.CharField(label=_("Why it is set aside"), max_length=REASON_LENGTH)


class SecondForm(forms.Form):
    """What the second clerk types: what is written by hand. Anything may be missing on paper."""

    title = forms.CharField(label=_("Title"), required=False, max_length=100, strip=False)
    problem = forms.CharField(
        label=_("What is the problem?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    proposal = forms.CharField(
        label=_("What do they propose?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    place = forms.CharField(label=_("Where exactly?"), required=False, max_length=100)
    author_name = forms.CharField(label=_("Name"), required=False, max_length=50)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
