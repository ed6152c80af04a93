"""Forms of the contact log."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from suggestions.commendation.desk.forms import long_text
from suggestions.contacts.contact_entry import LINE_LENGTH, TEXT_LENGTH, ContactEntry, ContactKind
from suggestions.contacts.mediating import Party
from suggestions.contacts.mediation import (
    NAME_LENGTH,
    MediationOutcome,
    Side,
)
from suggestions.contacts.mediation import TEXT_LENGTH as AGREEMENT_LENGTH
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField

NOT_A_SESSION = [choice for choice in ContactKind.choices if choice[0] != ContactKind.MEDIATION]


def line(label: Any, longest: int = LINE_LENGTH, **options: Any) -> CleanField:
    """A field of one line."""
    return CleanField(label=label, clean=clean_line, longest=longest, **options)


class ContactForm(forms.Form):
    """One contact."""

    kind = forms.ChoiceField(label=_("Kind"), choices=NOT_A_SESSION)
    happened_at = forms.DateTimeField(label=_("When"), widget=AdminDateTimeInput)
    spoke = line(_("Who spoke for the unit"))
    with_whom = line(_("With whom"))
    reached = forms.BooleanField(label=_("The person was reached"), required=False, initial=True)
    place = line(_("Place"), required=False)
    said = long_text(_("What was talked about"), TEXT_LENGTH)
    next_step = line(_("Next step"), required=False)
    next_on = forms.DateField(label=_("Next step on"), required=False, widget=AdminDateInput)


class SessionForm(ContactForm):
    """A session of a mediation."""

    kind = forms.ChoiceField(
        choices=[(ContactKind.MEDIATION.value, ContactKind.MEDIATION.label)],
        initial=ContactKind.MEDIATION,
        widget=forms.HiddenInput,
    )


class CorrectionForm(ContactForm):
    """The right entry, and what was wrong."""

    why = line(_("What was wrong"))

    def __init__(self, *args: Any, entry: ContactEntry, **kwargs: Any) -> None:
        """Begin with the entry as it is; a session stays one."""
        kwargs["initial"] = {name: getattr(entry, name) for name in ContactForm.base_fields}
        super().__init__(*args, **kwargs)
        if entry.kind == ContactKind.MEDIATION:
            self.fields["kind"] = SessionForm.base_fields["kind"]


class PartiesField(forms.CharField):
    """The parties of one side, a line each."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[str]:
        """Their names; raises ValidationError for one that is too long."""
        names = [clean_line(name) for name in super().clean(value).splitlines()]
        if any(len(name) > NAME_LENGTH for name in names):
            raise ValidationError(_("A name is too long."))
        return [name for name in names if name]


class MediationForm(forms.Form):
    """A mediation: what it is about, who mediates, and who has consented."""

    subject = line(_("What it is about"), 200)
    mediator = line(_("Mediator"))
    author_side = PartiesField(label=_("Author's side"), help_text=_("One name in each line."))
    other_side = PartiesField(label=_("Other side"), help_text=_("One name in each line."))
    consented_on = forms.DateField(label=_("All consented on"), widget=AdminDateInput)

    def parties(self) -> list[Party]:
        """The parties of a sound form."""
        said = self.cleaned_data
        sides = {Side.AUTHOR: said["author_side"], Side.OTHER: said["other_side"]}
        return [
            Party(side, name, said["consented_on"])
            for side, names in sides.items()
            for name in names
        ]

    def clean_consented_on(self) -> Any:
        """A day that has come; raises ValidationError."""
        day = self.cleaned_data["consented_on"]
        if day > localdate():
            raise ValidationError(_("This is in the future."))
        return day


class CloseMediationForm(forms.Form):
    """How it ended."""

    outcome = forms.TypedChoiceField(
        label=_("Outcome"), choices=MediationOutcome, coerce=MediationOutcome
    )
    agreement = long_text(_("Agreement"), AGREEMENT_LENGTH, required=False)
