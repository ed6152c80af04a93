"""What is typed to keep somebody out of a suggestion."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.handling.exclusion.declaring import Party
from suggestions.handling.exclusion.exclusion import REASON_LENGTH
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField


class OwnInterestForm(forms.Form):
    """Why the person at the screen withdraws."""

    reason = CleanField(label=_("Your interest"), clean=clean_line, longest=REASON_LENGTH)


class PartyForm(forms.Form):
    """A colleague or a unit, and why."""

    person = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=150,
        help_text=_("The name or the sign-in name of a member of staff."),
    )
    unit = forms.CharField(
        label=_("or unit"), required=False, max_length=100, help_text=_("Its name or its code.")
    )
    reason = CleanField(label=_("Why"), clean=clean_line, longest=REASON_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, found without doubt."""
        said = super().clean() or {}
        person, unit = said.get("person", "").strip(), said.get("unit", "").strip()
        if bool(person) == bool(unit):
            raise ValidationError(_("Please name either a person or a unit."))
        said["party"] = Party(user=_person(person)) if person else Party(unit=_unit(unit))
        return said


def _person(typed: str) -> User:
    staff = User.objects.filter(is_active=True, is_staff=True).order_by("pk")
    found = list(staff.filter(Q(username=typed) | Q(name=typed))[:2])
    return _only(found, _("Nobody of the staff is called that."))


def _unit(typed: str) -> Unit:
    found = list(Unit.objects.filter(Q(code=typed) | Q(name=typed))[:2])
    return _only(found, _("No unit is called that."))


def _only(found: list[Any], missing: Any) -> Any:
    if len(found) > 1:
        raise ValidationError(_("Several are called that: please give the sign-in name or code."))
    if not found:
        raise ValidationError(missing)
    return found[0]
