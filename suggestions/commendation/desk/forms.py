"""Forms of the desk of commendations."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.accounts.user import User
from portal.organisation.choosers import choose_in_windows
from portal.organisation.membership import Membership
from portal.organisation.unit import Unit
from suggestions.commendation.certificate import WHY_LENGTH
from suggestions.commendation.draw import WORDS_LENGTH
from suggestions.commendation.nominee import REASON_LENGTH
from suggestions.commendation.objection import ANSWER_LENGTH
from suggestions.commendation.steps import AwardKind, Quarter
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.intake.receipts import parse_receipt
from suggestions.suggestion import Suggestion

FIRST_YEAR, LAST_YEAR = 2000, 2100
USUAL_PANEL = 5


def long_text(label: Any, longest: int, *, required: bool = True) -> CleanField:
    """A field of a few lines."""
    area = forms.Textarea(attrs={"rows": 3})
    return CleanField(
        label=label, clean=clean_text, longest=longest, required=required, widget=area
    )


class DraftForm(forms.Form):
    """A new list."""

    title = CleanField(label=_("Title"), clean=clean_line, longest=80)
    unit = forms.ModelChoiceField(label=_("Commending unit"), queryset=Unit.objects.all())
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    quarter = forms.TypedChoiceField(label=_("Period"), choices=Quarter, coerce=int)
    kinds = forms.MultipleChoiceField(
        label=_("Awards"), choices=AwardKind, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose the unit in a window."""
        super().__init__(*args, **kwargs)
        choose_in_windows(self)


class NominationForm(forms.Form):
    """Somebody to put on the list by hand: an author by receipt, an office, or a clerk."""

    kind = forms.ChoiceField(label=_("Award"), choices=AwardKind)
    receipt = forms.CharField(
        label=_("Receipt number"),
        required=False,
        help_text=_("For an author: the number of the golden idea."),
    )
    unit = forms.ModelChoiceField(
        label=_("Office"),
        required=False,
        queryset=Unit.objects.all(),
        help_text=_("For a township, street, village or station."),
    )
    person = forms.ModelChoiceField(label=_("Clerk"), required=False, queryset=User.objects.none())
    reason = long_text(_("Reason"), REASON_LENGTH)

    def __init__(self, *args: Any, unit: Unit, on: date, **kwargs: Any) -> None:
        """Offer the staff of `unit` and below."""
        super().__init__(*args, **kwargs)
        held = Membership.objects.active(on).filter(unit__path__startswith=unit.path)
        people = User.objects.filter(pk__in=held.values("user")).order_by("name", "pk")
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - told to the type checker
        field.queryset = people
        choose_in_windows(self)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where what the award needs is missing."""
        said = super().clean() or {}
        needed = {AwardKind.AUTHOR: "receipt", AwardKind.CLERK: "person"}
        field = needed.get(AwardKind(said["kind"]), "unit") if "kind" in said else ""
        if field and not said.get(field) and field not in self.errors:
            self.add_error(field, _("This award needs it."))
        return said

    def clean_receipt(self) -> Suggestion | None:
        """The suggestion of the number; raises ValidationError if there is none."""
        typed = self.cleaned_data["receipt"].strip()
        if not typed:
            return None
        number = parse_receipt(typed) or typed
        found = Suggestion.objects.unsealed().select_related("unit").filter(receipt=number)
        if not found:
            raise ValidationError(_("There is no suggestion with this number."))
        return found[0]


class PanelSizeForm(forms.Form):
    """How many are drawn."""

    size = forms.IntegerField(
        label=_("Members of the panel"), min_value=1, max_value=99, initial=USUAL_PANEL
    )


class UntilForm(forms.Form):
    """A later end."""

    until = forms.DateField(label=_("Objections until"), widget=AdminDateInput)


class ReasonForm(forms.Form):
    """Why."""

    note = long_text(_("Reason"), REASON_LENGTH)


class TakeOffForm(forms.Form):
    """Why somebody is taken off the list."""

    reason = CleanField(label=_("Reason"), clean=clean_line, longest=REASON_LENGTH)


class RevokeForm(forms.Form):
    """Why a certificate is out of force."""

    reason = CleanField(label=_("Reason"), clean=clean_line, longest=WHY_LENGTH)


class OpinionForm(forms.Form):
    """What a member of the panel says."""

    agrees = forms.TypedChoiceField(
        label=_("What you say"),
        choices=[("yes", _("I agree to the list")), ("no", _("I do not agree"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = long_text(_("Why"), WORDS_LENGTH, required=False)


class AnswerForm(forms.Form):
    """The answer to an objection."""

    upheld = forms.TypedChoiceField(
        label=_("Outcome"),
        choices=[("yes", _("Upheld: the name is taken off")), ("no", _("Not upheld"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = long_text(_("Answer"), ANSWER_LENGTH)
