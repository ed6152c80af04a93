"""Forms of work orders at the desk."""

from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.spreadsheets.reading import KINDS
from suggestions.api.system import ConnectedSystem
from suggestions.clocks.committing import TOO_FAR, is_too_far

LARGEST_TABLE = 5 * 1024 * 1024
"""Bytes; larger tables come in by the command, where nobody waits before a screen."""


class CommitForm(forms.Form):
    """Until when, and what will be done."""

    on = forms.DateField(
        label=gettext_lazy("Settled by"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=gettext_lazy("Measures, to the caller"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_on(self) -> date:
        """A day still to come, and not too far."""
        day: date = self.cleaned_data["on"]
        today = timezone.localdate()
        if day <= today:
            raise ValidationError(_("A committed date lies in the future."))
        if is_too_far(day, on=today):
            raise ValidationError(TOO_FAR)
        return day


class UploadForm(forms.Form):
    """A table of work orders."""

    system = forms.ModelChoiceField(
        label=gettext_lazy("From which system"), queryset=ConnectedSystem.objects.none()
    )
    table = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy(
            "xlsx, csv or JSON lines with the number of each work order; UTF-8 or GB18030. "
            "Sent twice it makes no doubles."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(KINDS))}),
    )

    def clean_table(self) -> Any:
        """A table by its name's ending, and not too large."""
        table = self.cleaned_data["table"]
        if PurePath(table.name).suffix.lower() not in KINDS:
            kinds = ", ".join(sorted(KINDS))
            raise ValidationError(_("The file must end in one of {kinds}.").format(kinds=kinds))
        if (table.size or 0) > LARGEST_TABLE:
            raise ValidationError(_("The table is too large; the command takes larger ones."))
        return table
