"""Forms of the desk of golden ideas: planning an action, and calling an idea lapsed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from portal.organisation.choosers import choose_in_windows
from portal.organisation.unit import Unit
from suggestions.conversion.action import (
    DIGITS,
    INDICATOR_LENGTH,
    INDICATOR_UNIT_LENGTH,
    PLACES,
    WHAT_LENGTH,
    Action,
    Rhythm,
)
from suggestions.conversion.planning import Plan
from suggestions.conversion.proposal import NOTE_LENGTH
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField

CO_UNITS = ("co_unit_1", "co_unit_2", "co_unit_3")
READ_BY_ALL = _("The author reads it, and everyone where the idea is shown on the site.")


def unit_field(label: Any, *, required: bool = False) -> forms.ModelChoiceField:
    """A unit, chosen in a window."""
    return forms.ModelChoiceField(label=label, queryset=Unit.objects.all(), required=required)


def value_field(label: Any) -> forms.DecimalField:
    """A value of an indicator."""
    return forms.DecimalField(label=label, required=False, max_digits=DIGITS, decimal_places=PLACES)


class ActionForm(forms.Form):
    """What is done, by which units, until when, and how it is measured."""

    what = CleanField(label=_("What is done"), clean=clean_line, longest=WHAT_LENGTH)
    unit = unit_field(_("Lead unit"), required=True)
    co_unit_1 = unit_field(_("Takes part (first)"))
    co_unit_2 = unit_field(_("Takes part (second)"))
    co_unit_3 = unit_field(_("Takes part (third)"))
    due_on = forms.DateField(label=_("Due on"), widget=AdminDateInput)
    rhythm = forms.ChoiceField(
        label=_("Reports are due"), choices=Rhythm, required=False, initial=Rhythm.NONE
    )
    indicator = CleanField(
        label=_("Indicator"),
        clean=clean_line,
        longest=INDICATOR_LENGTH,
        required=False,
        help_text=_("What is counted, such as lamps replaced or days until an answer."),
    )
    indicator_unit = CleanField(
        label=pgettext_lazy("of an indicator", "Counted in"),
        clean=clean_line,
        longest=INDICATOR_UNIT_LENGTH,
        required=False,
    )
    baseline = value_field(_("Value at the start"))
    target = value_field(_("Value aimed at"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose units in windows."""
        super().__init__(*args, **kwargs)
        choose_in_windows(self)

    def plan(self) -> Plan:
        """What a sound form says."""
        said = dict(self.cleaned_data)
        said.pop("reason", "")
        chosen = [said.pop(name) for name in CO_UNITS]
        said["rhythm"] = said["rhythm"] or Rhythm.NONE
        return Plan(**said, co_units=[unit for unit in chosen if unit])


class ChangeActionForm(ActionForm):
    """The same, with why the day is put off."""

    reason = CleanField(
        label=_("Why the day is put off"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed only for a later day; everyone may read it."),
    )


def plan_of(action: Action) -> dict[str, Any]:
    """The action as the form's initial values."""
    names = ("what", "due_on", "rhythm", "indicator", "indicator_unit", "baseline", "target")
    co_units = dict(zip(CO_UNITS, (unit.pk for unit in action.co_units.all()), strict=False))
    return {name: getattr(action, name) for name in names} | {"unit": action.unit_id} | co_units


class NoteForm(forms.Form):
    """An explanation."""

    note = CleanField(
        label=_("Explanation"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=READ_BY_ALL,
    )
