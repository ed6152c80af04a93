"""Forms of the desk of instructions and special reports."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.accounts.user import User
from portal.organisation.choosers import choose_in_windows
from portal.organisation.membership import Membership, Role
from portal.organisation.unit import Unit
from suggestions.commendation.commendation import above
from suggestions.commendation.desk.forms import long_text
from suggestions.instructions.instruction import TEXT_LENGTH, Instruction
from suggestions.instructions.release import WORDING_LENGTH
from suggestions.instructions.report import SUMMARY_LENGTH, WORDS_LENGTH, ItemOutcome
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField
from suggestions.suggestion import Suggestion


def leaders_of(unit: Unit, *, on: date) -> QuerySet[User]:
    """The leaders of `unit` and of the units above it."""
    held = Membership.objects.active(on).filter(role=Role.LEADER, unit__path__in=above(unit))
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name", "pk")


def units_near(unit: Unit) -> QuerySet[Unit]:
    """The units an instruction can go to: everything in the same tree."""
    return Unit.objects.filter(path__startswith=unit.path[: unit.steplen])


class WriteForm(forms.Form):
    """An instruction."""

    leader = forms.ModelChoiceField(label=_("Leader"), queryset=User.objects.none())
    text = long_text(_("Instruction"), TEXT_LENGTH)
    given_on = forms.DateField(label=_("Given on"), widget=AdminDateInput)
    units = forms.ModelMultipleChoiceField(
        label=_("To which units"),
        queryset=Unit.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    due_on = forms.DateField(label=_("Answer due on"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, unit: Unit, on: date, **kwargs: Any) -> None:
        """Offer the leaders of `unit` and the units around it."""
        super().__init__(*args, **kwargs)
        offer(self, "leader", leaders_of(unit, on=on))
        offer(self, "units", units_near(unit))


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let the field `name` choose among `rows`."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - told to the type checker
    field.queryset = rows


class FeedbackForm(forms.Form):
    """What a unit reports."""

    unit = forms.ModelChoiceField(label=_("For which unit"), queryset=Unit.objects.none())
    text = long_text(_("What was done"), TEXT_LENGTH)

    def __init__(self, *args: Any, instruction: Instruction, **kwargs: Any) -> None:
        """Offer the units that were written to."""
        super().__init__(*args, **kwargs)
        units = instruction.units.all()
        offer(self, "unit", units)
        self.fields["unit"].initial = units.first()


class CloseForm(forms.Form):
    """The result."""

    note = long_text(_("Result"), TEXT_LENGTH)


class WordingForm(forms.Form):
    """What the public shall read."""

    wording = CleanField(
        label=_("Taken up by"),
        clean=clean_line,
        longest=WORDING_LENGTH,
        help_text=_(
            "An office, such as the city's transport bureau; never words of the instruction."
        ),
    )


class DraftReportForm(forms.Form):
    """A new special report."""

    title = CleanField(label=_("Title"), clean=clean_line, longest=80)
    unit = forms.ModelChoiceField(label=_("Reporting unit"), queryset=Unit.objects.all())
    leader = forms.ModelChoiceField(label=_("To the leader"), queryset=User.objects.none())
    starts_on = forms.DateField(label=_("From"), widget=AdminDateInput)
    ends_on = forms.DateField(label=_("Until"), widget=AdminDateInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer everyone who leads anything; the unit decides whether they fit."""
        super().__init__(*args, **kwargs)
        held = Membership.objects.active(on).filter(role=Role.LEADER)
        people = User.objects.filter(is_active=True, pk__in=held.values("user"))
        offer(self, "leader", people.order_by("name", "pk"))
        choose_in_windows(self)


class PutInForm(forms.Form):
    """An idea for a report, with its summary."""

    suggestion = forms.ModelChoiceField(label=_("Idea"), queryset=Suggestion.objects.none())
    summary = long_text(_("Summary"), SUMMARY_LENGTH)

    def __init__(self, *args: Any, offered: QuerySet[Suggestion], **kwargs: Any) -> None:
        """Offer the ideas that are worth reporting."""
        super().__init__(*args, **kwargs)
        offer(self, "suggestion", offered)


class OutcomeForm(forms.Form):
    """What the leader decided about one idea."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=ItemOutcome, widget=forms.RadioSelect)
    words = long_text(_("What was said"), WORDS_LENGTH, required=False)
    units = forms.ModelMultipleChoiceField(
        label=_("To which units"),
        required=False,
        queryset=Unit.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("For an instruction only."),
    )
    due_on = forms.DateField(label=_("Answer due on"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        """Offer the units around `unit`."""
        super().__init__(*args, **kwargs)
        offer(self, "units", units_near(unit))
