"""What figures are asked for: a unit, months, and a topic or a channel."""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.organisation.topic import Topic
from portal.organisation.unit import Unit, UnitQuerySet
from suggestions.figures.reading import Choice
from suggestions.states import Channel

MONTHS_AT_FIRST = 12
MOST_MONTHS = 240


class MonthField(forms.CharField):
    """A month as "2026-11"; gives its first day."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})

    def prepare_value(self, value: Any) -> Any:
        """The month of a date; what was typed stays."""
        return f"{value:%Y-%m}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        """The first day; raises ValidationError for what is no month."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no hour
        except ValueError:
            raise forms.ValidationError(_("Write a month such as 2026-11.")) from None


class FiguresForm(forms.Form):
    """The choice. What makes no sense is told and the usual is shown."""

    first = MonthField(label=_("From month"), required=False)
    last = MonthField(label=_("To month"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", _("All")), *Channel.choices], required=False
    )
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), required=False, widget=forms.HiddenInput
    )
    topic = forms.ModelChoiceField(
        queryset=Topic.objects.all(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Any, *, units: UnitQuerySet, on: date) -> None:
        """Offer `units`; without months the last twelve until `on` are looked at."""
        chosen = data.copy()
        chosen["first"] = data.get("first") or f"{months_before(on, MONTHS_AT_FIRST - 1):%Y-%m}"
        chosen["last"] = data.get("last") or f"{on:%Y-%m}"
        super().__init__(chosen)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.on = on

    def clean(self) -> dict[str, Any]:
        """From not after to; a topic or a channel, not both."""
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last month lies before the first."))
        if said.get("topic") and said.get("channel"):
            said["channel"] = ""
        return said

    def choice(self, unit: Unit) -> Choice:
        """What is asked for; `unit` where no other of the offered ones is named."""
        self.is_valid()
        said = self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if not first or not last or "last" in self.errors:
            first, last = months_before(self.on, MONTHS_AT_FIRST - 1), self.on.replace(day=1)
        return Choice(
            unit=said.get("unit") or unit,
            first=max(first, months_before(last, MOST_MONTHS - 1)),
            last=last,
            topic=said.get("topic"),
            channel=said.get("channel") or "",
        )


def months_before(day: date, count: int) -> date:
    """The first day of the month `count` months before that of `day`; no earlier than year 1."""
    months = max(12, day.year * 12 + day.month - 1 - count)
    return date(months // 12, months % 12 + 1, 1)


def last_day(month: date) -> date:
    """The last day of the month that begins with `month`."""
    return month.replace(day=monthrange(month.year, month.month)[1])
