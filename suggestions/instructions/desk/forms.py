"""Forms of the desk of instructions and special reports."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.accounts.user import User
from portal.organisation.choosers import choose_in_windows
from portal.organisation.membership import Role
from portal.organisation.rights import holders
from portal.organisation.unit import Unit, paths_up
from suggestions.commendation.desk.forms import long_text
from suggestions.instructions.instruction import TEXT_LENGTH, Instruction
from suggestions.instructions.release import WORDING_LENGTH
from suggestions.instructions.report import SUMMARY_LENGTH, WORDS_LENGTH, ItemOutcome
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField
from suggestions.intake.receipts import parse_receipt
from suggestions.suggestion import Suggestion

UNITS = ("unit_1", "unit_2", "unit_3")
MOST_OFFERED = 200
"""Ideas to choose from in one list; any other is put in by its number."""


def unit_field(
    label: Any, *, required: bool = False, help_text: Any = ""
) -> forms.ModelChoiceField:
    """A unit, chosen in a window."""
    return forms.ModelChoiceField(
        label=label, queryset=Unit.objects.none(), required=required, help_text=help_text
    )


def leaders_of(unit: Unit, *, on: date) -> QuerySet[User]:
    """The leaders of `unit` and of the units above it, and who acts for one who is absent."""
    return holders(paths_up(unit), [Role.LEADER], on=on).order_by("name", "pk")


def units_near(unit: Unit) -> QuerySet[Unit]:
    """The units an instruction can go to: everything in the same tree."""
    return Unit.objects.filter(path__startswith=unit.path[: unit.steplen])


class UnitLinesField(forms.CharField):
    """Any number of units by their names or codes, a line each; cleans to a list of them."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[Unit]:
        """The units; raises ValidationError for a line that names none, or more than one."""
        typed = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found = Unit.objects.in_force(localdate()).filter(Q(name__in=typed) | Q(code__in=typed))
        named: dict[str, list[Unit]] = {line: [] for line in typed}
        for unit in found:
            for key in {unit.name, unit.code} & named.keys():
                named[key].append(unit)
        for line, units in named.items():
            if not units:
                raise ValidationError(_("No unit is called %(name)s."), params={"name": line})
            if len(units) > 1:
                raise ValidationError(
                    _("Several units are called %(name)s: type the code."), params={"name": line}
                )
        return list(dict.fromkeys(units[0] for units in named.values()))


class UnitsForm(forms.Form):
    """Asks for three units, each chosen in a window (there are thousands), and any more by name."""

    def offer_units(self, unit: Unit) -> None:
        """Take units around `unit` only; the windows ask the database when they open."""
        for name in UNITS:
            offer(self, name, units_near(unit))
        choose_in_windows(self)

    def units(self) -> tuple[Unit, ...]:
        """The units a sound form names, each once."""
        chosen = [self.cleaned_data[name] for name in UNITS]
        chosen += self.cleaned_data.get("more_units") or []
        return tuple(dict.fromkeys(unit for unit in chosen if unit))


class WriteForm(UnitsForm):
    """An instruction."""

    leader = forms.ModelChoiceField(label=_("Leader"), queryset=User.objects.none())
    text = long_text(_("Instruction"), TEXT_LENGTH)
    given_on = forms.DateField(label=_("Given on"), widget=AdminDateInput)
    unit_1 = unit_field(_("To which unit"), required=True)
    unit_2 = unit_field(_("To which unit (second)"))
    unit_3 = unit_field(_("To which unit (third)"))
    more_units = UnitLinesField(
        label=_("Further units"),
        required=False,
        help_text=_("Names or codes, one in each line."),
    )
    due_on = forms.DateField(label=_("Answer due on"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, unit: Unit, on: date, **kwargs: Any) -> None:
        """Offer the leaders of `unit` and the units around it."""
        super().__init__(*args, **kwargs)
        offer(self, "leader", leaders_of(unit, on=on))
        self.offer_units(unit)


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> forms.ModelChoiceField:
    """Let the field `name` choose among `rows`; the field comes back."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - told to the type checker
    field.queryset = rows
    return field


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
        people = holders(None, [Role.LEADER], on=on)
        offer(self, "leader", people.order_by("name", "pk"))
        choose_in_windows(self)


class PutInForm(forms.Form):
    """An idea for a report, with its summary."""

    suggestion = forms.ModelChoiceField(
        label=_("Idea"), required=False, queryset=Suggestion.objects.none()
    )
    receipt = forms.CharField(
        label=_("Receipt number"),
        required=False,
        help_text=_(
            "Instead of choosing: an idea that is not in the list is put in by its number."
        ),
    )
    summary = long_text(_("Summary"), SUMMARY_LENGTH)

    def __init__(self, *args: Any, offered: QuerySet[Suggestion], **kwargs: Any) -> None:
        """Offer the first of the ideas that are worth reporting, and take any of them."""
        super().__init__(*args, **kwargs)
        self.offered = offered
        rows = [(row.pk, str(row)) for row in offered[:MOST_OFFERED]]
        field = offer(self, "suggestion", offered)
        field.choices = [("", _("Choose an idea")), *rows]

    def clean_receipt(self) -> Suggestion | None:
        """The idea of the number; raises ValidationError unless it is worth reporting."""
        typed = self.cleaned_data["receipt"].strip()
        if not typed:
            return None
        found = self.offered.filter(receipt=parse_receipt(typed) or typed).first()
        if found is None:
            raise ValidationError(_("Only shortlisted or adopted ideas of the period go in."))
        return found

    def clean(self) -> dict[str, Any]:
        """One idea, typed or chosen; raises ValidationError for none and for two."""
        said = super().clean() or {}
        chosen, typed = said.get("suggestion"), said.pop("receipt", None)
        if chosen and typed and chosen != typed:
            self.add_error("receipt", _("This is another idea than the chosen one."))
        elif not (chosen or typed or self.errors):
            self.add_error("suggestion", _("Please choose an idea or type its number."))
        return said | {"suggestion": typed or chosen}


class OutcomeForm(UnitsForm):
    """What the leader decided about one idea."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=ItemOutcome, widget=forms.RadioSelect)
    words = long_text(_("What was said"), WORDS_LENGTH, required=False)
    unit_1 = unit_field(_("To which unit"), help_text=_("For an instruction only."))
    unit_2 = unit_field(_("To which unit (second)"))
    unit_3 = unit_field(_("To which unit (third)"))
    more_units = UnitLinesField(
        label=_("Further units"),
        required=False,
        help_text=_("Names or codes, one in each line."),
    )
    due_on = forms.DateField(label=_("Answer due on"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        """Offer the units around `unit`."""
        super().__init__(*args, **kwargs)
        self.offer_units(unit)
