"""Forms of the desk of duties."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.accounts.user import User
from portal.organisation.choosers import choose_in_windows
from portal.organisation.unit import Unit
from suggestions.clocks.clock import Clock
from suggestions.clocks.step import Step
from suggestions.commendation.desk.forms import long_text
from suggestions.duties.call import BEST, WORST
from suggestions.duties.duty import NOTE_LENGTH
from suggestions.duties.extending import EXTENDABLE

OTHERS = ("other_1", "other_2", "other_3")
RATINGS = (
    (BEST, _("Very satisfied")),
    (4, _("Satisfied")),
    (3, _("Fairly satisfied")),
    (2, _("Dissatisfied")),
    (WORST, _("Very dissatisfied")),
)


def unit_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.ModelChoiceField:
    """A unit, chosen in a window: there are thousands."""
    return forms.ModelChoiceField(
        label=label, queryset=Unit.objects.all(), required=required, help_text=help_text
    )


class WindowForm(forms.Form):
    """Asks for units in windows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put the windows in place."""
        super().__init__(*args, **kwargs)
        choose_in_windows(self)

    def others(self) -> list[Unit]:
        """The further units that a sound form names, each once."""
        chosen = [self.cleaned_data.get(name) for name in OTHERS]
        return list(dict.fromkeys(unit for unit in chosen if unit))


class SureForm(forms.Form):
    """Asks for nothing: the button says it all."""


class AssignForm(WindowForm):
    """Who is to have it, and who is to help."""

    unit = unit_field(
        _("Unit in the lead"),
        required=False,
        help_text=_("Leave it empty to keep the lead and only ask others to help."),
    )
    other_1 = unit_field(_("Co-handler"), required=False)
    other_2 = unit_field(_("Second co-handler"), required=False)
    other_3 = unit_field(_("Third co-handler"), required=False)
    note = long_text(_("Note to the units"), NOTE_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError if nobody is named, or somebody twice."""
        said = super().clean() or self.cleaned_data
        units = [said.get(name) for name in ("unit", *OTHERS) if said.get(name)]
        if not units and not self.errors:
            raise forms.ValidationError(_("Please choose a unit."))
        if len(set(units)) < len(units):
            raise forms.ValidationError(_("A unit is named twice."))
        return said


class ObjectForm(WindowForm):
    """Why a duty is not one's own."""

    has_share = forms.ChoiceField(
        label=_("Is any part of the matter your unit's duty?"),
        choices=(("no", _("No, no part of it")), ("yes", _("Yes, a part of it"))),
        widget=forms.RadioSelect,
        help_text=_("With a share it cannot be returned: accept it and call in the others."),
    )
    reason = long_text(_("Reasons in detail"), NOTE_LENGTH)
    proposed = unit_field(_("Unit in charge instead"), required=False)


class AgreeForm(WindowForm):
    """Where it goes after an objection."""

    unit = unit_field(
        _("Offer it to this unit"),
        required=False,
        help_text=_("Leave it empty to let it stay with the unit that answers."),
    )
    note = long_text(_("Word to the unit that objected"), NOTE_LENGTH, required=False)


class ReasonForm(forms.Form):
    """Reasons, and nothing else."""

    text = long_text(_("Reasons"), NOTE_LENGTH)


class WordsForm(forms.Form):
    """What one has to say."""

    text = long_text(_("Text"), NOTE_LENGTH)


class MaybeWordsForm(forms.Form):
    """A word, or none."""

    text = long_text(_("Note"), NOTE_LENGTH, required=False)


class SettleForm(WindowForm):
    """Whose duty it is."""

    unit = unit_field(_("Unit in charge"))
    text = long_text(_("Decision with reasons"), NOTE_LENGTH)


class HandForm(forms.Form):
    """To which colleague."""

    colleague = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none())

    def offer(self, people: QuerySet[User]) -> None:
        """Let one of `people` be chosen."""
        field = self.fields["colleague"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - told to the type checker
        field.queryset = people


class CallForm(WindowForm):
    """Whom to call, and for what."""

    other_1 = unit_field(_("Unit to call"))
    other_2 = unit_field(_("Second unit to call"), required=False)
    other_3 = unit_field(_("Third unit to call"), required=False)
    text = long_text(_("What is needed"), NOTE_LENGTH)


class RateForm(forms.Form):
    """How the answer to a call was."""

    rating = forms.TypedChoiceField(
        label=_("How well did the unit respond?"),
        choices=RATINGS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    text = long_text(_("Comment"), NOTE_LENGTH, required=False)


class ExtendForm(forms.Form):
    """More time: for which step, until when, and why."""

    step = forms.ChoiceField(label=_("For which step"))
    until = forms.DateField(label=_("Until"), widget=AdminDateInput)
    text = long_text(_("Reasons; the author reads them"), NOTE_LENGTH)

    def offer(self, clocks: list[Clock]) -> None:
        """Let the step of one of `clocks` be chosen."""
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - told to the type checker
        field.choices = [(clock.step, Step(clock.step).label) for clock in clocks]


def extendable(clocks: "QuerySet[Clock]", *, at: datetime) -> list[Clock]:
    """Those of `clocks` for which more time can be asked at `at`."""
    rows = clocks.filter(step__in=EXTENDABLE, extension_days__gt=0, extended_to=None)
    return [clock for clock in rows if not clock.is_late(at)]
