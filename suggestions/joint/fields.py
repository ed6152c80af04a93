"""The part of a form that says who suggests: a person, an organisation, or several together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import NAME_LENGTH, User
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField
from suggestions.joint.suggester import (
    ORGANISATION_LENGTH,
    SuggestingOrganisation,
    check_credit_code,
)
from suggestions.states import SuggesterKind
from suggestions.suggestion import Suggestion

KINDS = [
    (SuggesterKind.PERSON, gettext_lazy("I suggest it myself")),
    (SuggesterKind.JOINT, gettext_lazy("Several people together: I am the contact")),
    (SuggesterKind.ORGANISATION, gettext_lazy("An organisation: I speak for it")),
]


class SuggesterFields(forms.Form):
    """Who suggests. Without an answer it is a person."""

    suggester = forms.ChoiceField(
        label=gettext_lazy("Who suggests this?"),
        choices=KINDS,
        initial=SuggesterKind.PERSON,
        required=False,
        widget=forms.RadioSelect,
    )
    organisation_name = CleanField(
        label=gettext_lazy("Name of the organisation"),
        clean=clean_line,
        longest=ORGANISATION_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    credit_code = CleanField(
        label=gettext_lazy("Unified social credit code"),
        clean=clean_line,
        longest=NAME_LENGTH,
        required=False,
        help_text=gettext_lazy("Eighteen digits and letters, as on the licence."),
    )

    def clean_suggester(self) -> str:
        """A person, if nothing was said."""
        return self.cleaned_data["suggester"] or SuggesterKind.PERSON

    def clean(self) -> dict[str, Any]:
        """An organisation gives its name and its code; of others both are left aside."""
        said: dict[str, Any] = dict(super().clean() or {})
        if said.get("suggester") != SuggesterKind.ORGANISATION:
            return said
        if not said.get("organisation_name"):
            self.add_error("organisation_name", _("Please give the name of the organisation."))
        try:
            said["credit_code"] = check_credit_code(said.get("credit_code", ""))
        except ValidationError as refusal:
            self.add_error("credit_code", refusal)
        return said


@dataclass(frozen=True)
class OrganisationDetails:
    """An enclosure of a draft: the organisation that suggests."""

    name: str
    credit_code: str
    contact_person: str

    def keep(self, suggestion: Suggestion, *, by: User | None, at: datetime) -> None:
        """Store it for the new suggestion."""
        SuggestingOrganisation.objects.create(suggestion=suggestion, **vars(self))


def suggester_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft takes of a sound form: kind, name and enclosures.

    An organisation stands in the author's place; the name that was typed is its contact person.
    """
    kind = SuggesterKind(said["suggester"])
    if kind != SuggesterKind.ORGANISATION:
        return {"suggester": kind, "author_name": said["author_name"]}
    name, person = said["organisation_name"], said["author_name"]
    details = OrganisationDetails(name, said["credit_code"], person)
    return {"suggester": kind, "author_name": name, "enclosures": (details,)}
