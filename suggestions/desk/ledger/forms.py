"""What somebody chooses before the ledger is made."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.pages import CampaignPage
from portal.page_choice import PageChoiceField
from suggestions.desk.filters import EVERY, units_named
from suggestions.desk.ledger.columns import COLUMNS
from suggestions.states import Channel, Classification, State
from suggestions.suggestion import SuggestionQuerySet


class LedgerForm(forms.Form):
    """Period, kinds and columns."""

    since = forms.DateField(
        label=_("Handed in from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("Handed in until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    unit = forms.CharField(label=_("Unit (name or code)"), required=False, max_length=60)
    state = forms.ChoiceField(
        label=pgettext_lazy("of a suggestion", "State"),
        choices=[EVERY, *State.choices],
        required=False,
    )
    classification = forms.ChoiceField(
        label=_("Class"), choices=[EVERY, *Classification.choices], required=False
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[EVERY, *Channel.choices], required=False
    )
    campaign = PageChoiceField(
        label=_("Campaign"),
        queryset=CampaignPage.objects.none(),
        required=False,
        empty_label=_("All"),
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=[(name, column.label) for name, column in COLUMNS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    format = forms.ChoiceField(
        label=_("File"), choices=[("xlsx", _("Excel workbook")), ("csv", "CSV")], required=False
    )

    def __init__(self, *args: Any, campaigns: QuerySet[CampaignPage], **options: Any) -> None:
        """Offer `campaigns`."""
        super().__init__(*args, **options)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        said: dict[str, Any] = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return said

    def narrow(self, rows: SuggestionQuerySet) -> SuggestionQuerySet:
        """Those of `rows` that were asked for; call it when the form is valid."""
        said = self.cleaned_data
        if said["since"]:
            rows = rows.filter(submitted_at__gte=_midnight(said["since"]))
        if said["until"]:
            rows = rows.filter(submitted_at__lt=_midnight(said["until"] + timedelta(days=1)))
        if said["unit"]:
            rows = rows.filter(unit__in=units_named(said["unit"]))
        for name in ("state", "classification", "channel", "campaign"):
            if said[name]:
                rows = rows.filter(**{name: said[name]})
        return rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
