"""Forms of connected systems and their keys."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.pages import CampaignPage
from portal.organisation.choosers import choose_in_windows
from portal.organisation.unit import UnitQuerySet
from suggestions.api.key import Scope
from suggestions.api.system import ConnectedSystem
from suggestions.workorders.pushing import may_be_told

VALID_FOR = timedelta(days=365)
LONGEST = timedelta(days=3 * 365)


class SystemForm(forms.ModelForm):
    """One system; its code is never changed, since it stands with everything that came."""

    class Meta:
        model = ConnectedSystem
        fields = ("name", "code", "unit", "campaign", "push_url")

    def __init__(self, *args: Any, units: UnitQuerySet, **more: Any) -> None:
        """Take only `units`; a system may serve any campaign that is published."""
        super().__init__(*args, **more)
        self.units = units
        self.fields["code"].disabled = self.instance.pk is not None
        choose_in_windows(self)
        live = CampaignPage.objects.live().order_by("title")
        self.fields["campaign"].queryset = live  # type: ignore[attr-defined]

    def clean_unit(self) -> Any:
        """A unit within one's reach."""
        unit = self.cleaned_data["unit"]
        if not self.units.filter(pk=unit.pk).exists():
            raise ValidationError(_("This unit is not yours to connect."))
        return unit

    def clean_push_url(self) -> str:
        """An address whose host the installation allows."""
        url: str = self.cleaned_data["push_url"]
        if url and not may_be_told(url):
            raise ValidationError(_("Its host is not among those in the setting PUSH_HOSTS."))
        return url


def in_a_year() -> date:
    """The usual last day of a key made today."""
    return timezone.localdate() + VALID_FOR


class KeyForm(forms.Form):
    """A new key."""

    name = forms.CharField(label=gettext_lazy("what for"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("scopes"), choices=Scope, widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=gettext_lazy("valid until"),
        initial=in_a_year,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_expires_on(self) -> date:
        """Not over yet, and not for ever."""
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise ValidationError(_("A key holds for three years at most, and at least today."))
        return day
