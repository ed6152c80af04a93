"""The form of a report: how far, what happened, the indicator's value, and the evidence."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.desk.exhibits_form import ExhibitsForm
from suggestions.conversion.desk.forms import READ_BY_ALL, value_field
from suggestions.conversion.progress import TEXT_LENGTH, DueReport
from suggestions.conversion.reporting import Report
from suggestions.intake.cleaning import clean_text
from suggestions.intake.fields import CleanField


class DueChoice(forms.ModelChoiceField):
    """The reports that are due."""

    def label_from_instance(self, due: DueReport) -> str:
        """The period and the day."""
        days = [date_format(day, "SHORT_DATE_FORMAT") for day in (due.period_start, due.period_end)]
        return " – ".join(days)


class ReportForm(ExhibitsForm):
    """How far an action has come, and what happened."""

    due = DueChoice(
        label=_("For the time"),
        queryset=DueReport.objects.none(),
        required=False,
        empty_label=_("No report that is due: news in between"),
    )
    state = forms.ChoiceField(label=_("How far it has come"), choices=ActionState)
    text = CleanField(
        label=_("What has happened"),
        clean=clean_text,
        longest=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=READ_BY_ALL,
    )
    value = value_field(_("Value of the indicator now"))
    field_order = ("form_key", "due", "state", "text", "value")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        """Ask for what `action` can have."""
        super().__init__(*args, **kwargs)
        waiting = action.due_reports.open().order_by("due_on")
        if waiting:
            self.fields["due"].queryset = waiting  # type: ignore[attr-defined]
        else:
            del self.fields["due"]
        if action.indicator:
            self.fields["value"].help_text = f"{action.indicator} ({action.indicator_unit})"
        else:
            del self.fields["value"]

    def report(self) -> Report:
        """What a sound form says."""
        said = self.cleaned_data
        return Report(
            state=ActionState(said["state"]),
            text=said["text"],
            value=said.get("value"),
            due=said.get("due"),
            form_key=said["form_key"] or uuid4(),
        )
