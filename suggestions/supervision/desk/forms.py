"""Forms of supervision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from portal.accounts.user import User
from portal.organisation.choosers import choose_in_windows
from portal.organisation.unit import Unit
from suggestions.commendation.desk.forms import long_text
from suggestions.instructions.desk.forms import UnitLinesField
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField
from suggestions.intake.receipts import parse_receipt
from suggestions.suggestion import Suggestion, SuggestionQuerySet
from suggestions.supervision.conference.agenda import AgendaItem
from suggestions.supervision.leading.case import TEXT_LENGTH as CASE_LENGTH
from suggestions.supervision.leading.rung import Rung
from suggestions.supervision.letters.kinds import Adoption, Ground, LetterKind
from suggestions.supervision.letters.letter import SUBJECT_LENGTH, TEXT_LENGTH
from suggestions.supervision.letters.proposing import day_in_words


def short_text(label: Any, longest: int = 120, **options: Any) -> CleanField:
    """A field of one line."""
    return CleanField(label=label, clean=clean_line, longest=longest, **options)


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, required=required, widget=AdminDateInput)


class LetterForm(forms.Form):
    """A letter: what it is about, and its words."""

    unit = forms.ModelChoiceField(
        label=pgettext_lazy("of a letter", "To"), queryset=Unit.objects.all()
    )
    chosen = forms.ModelMultipleChoiceField(
        label=_("About"),
        queryset=Suggestion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    receipts = forms.CharField(
        label=_("Further receipt numbers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One in each line."),
    )
    subject = short_text(_("Subject"), SUBJECT_LENGTH)
    text = long_text(_("Text"), TEXT_LENGTH)
    due_on = day_field(_("Answer due on"), required=False)
    why_skipped = long_text(_("Why without the rung before it"), CASE_LENGTH, required=False)

    def __init__(
        self,
        *args: Any,
        offered: list[Suggestion],
        reach: SuggestionQuerySet,
        **kwargs: Any,
    ) -> None:
        """Offer these suggestions, and take the numbers of others in reach."""
        super().__init__(*args, **kwargs)
        self.reach, self.offered = reach, offered
        field = self.fields["chosen"]
        field.queryset = reach  # type: ignore[attr-defined]
        field.choices = [(row.pk, str(row)) for row in offered]  # type: ignore[attr-defined]
        if not offered:
            field.widget = forms.MultipleHiddenInput()
        self.fields["text"].widget.attrs["rows"] = 12
        choose_in_windows(self)

    def clean_receipts(self) -> list[Suggestion]:
        """The suggestions of the numbers; raises ValidationError naming what is not in reach."""
        return suggestions_of(self.cleaned_data["receipts"], self.reach)

    def clean(self) -> dict[str, Any]:
        """The words have to go with the fields: no proposed day and no offered suggestion stays
        in the text after its field was changed.
        """
        said = super().clean() or {}
        text, chosen = said.get("text", ""), [*said.get("chosen", ()), *said.get("receipts", ())]
        taken = {row.pk for row in chosen}
        left = [row.receipt for row in self.offered if row.pk not in taken]
        day = self.initial.get("due_on")
        if day and said.get("due_on", day) != day:
            left.append(day_in_words(day))
        for words in left:
            if words in text:
                message = _("The text still names %(words)s, which was changed above or below.")
                self.add_error("text", ValidationError(message, params={"words": words}))
        return said


def suggestions_of(typed: str, reach: SuggestionQuerySet) -> list[Suggestion]:
    """The suggestions in `reach` whose numbers were typed, a line each.

    Raises ValidationError naming the numbers that are none.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    wanted = {line: parse_receipt(line) or line for line in lines}
    found = {row.receipt: row for row in reach.filter(receipt__in=wanted.values())}
    missing = [line for line, receipt in wanted.items() if receipt not in found]
    if missing:
        raise ValidationError(
            _("Not found among yours: %(numbers)s"), params={"numbers": "、".join(missing[:10])}
        )
    return list({row.pk: row for row in found.values()}.values())


class BeginForm(forms.Form):
    """From which wording a letter starts, and to whom."""

    unit = forms.ModelChoiceField(
        label=pgettext_lazy("of a letter", "To"), queryset=Unit.objects.all()
    )
    kind = forms.ChoiceField(label=_("Kind of letter"), choices=LetterKind)
    ground = forms.ChoiceField(label=pgettext_lazy("of a letter", "Ground"), choices=Ground)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose the unit in a window, under another address than the letter's own field."""
        kwargs["auto_id"] = "begin_%s"
        super().__init__(*args, **kwargs)
        choose_in_windows(self)


class AnswerForm(forms.Form):
    """The unit's answer; for an advice, whether it is taken."""

    text = long_text(_("Answer"), TEXT_LENGTH)
    adoption = forms.ChoiceField(
        label=_("Whether the advice is taken"), choices=Adoption, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, is_advice: bool, **kwargs: Any) -> None:
        """Ask whether it is taken only for an advice."""
        super().__init__(*args, **kwargs)
        if not is_advice:
            del self.fields["adoption"]


class TextForm(forms.Form):
    """Some lines."""

    text = long_text(_("Text"), CASE_LENGTH)

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        """Call the field `label`."""
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


class SendBackForm(forms.Form):
    """What is missing, and until when."""

    text = long_text(_("What is missing"), CASE_LENGTH)
    due_on = day_field(_("Answer due on"))


class LeaderForm(forms.Form):
    """On which rung, and who leads."""

    rung = forms.TypedChoiceField(label=_("Rung"), choices=Rung, coerce=lambda v: Rung(int(v)))
    leader = forms.ModelChoiceField(label=_("Leader"), queryset=User.objects.none())
    reason = long_text(_("Why"), CASE_LENGTH)

    def __init__(self, *args: Any, leaders: list[int], **kwargs: Any) -> None:
        """Offer these people."""
        super().__init__(*args, **kwargs)
        people = User.objects.filter(pk__in=leaders).order_by("name", "pk")
        self.fields["leader"].queryset = people  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """One case, one plan."""

    cause = long_text(_("Cause"), CASE_LENGTH)
    measures = long_text(_("Measures"), CASE_LENGTH)
    unit = forms.ModelChoiceField(label=_("Responsible unit"), queryset=Unit.objects.all())
    responsible = short_text(_("Responsible person"), 60)
    due_on = day_field(_("To be done by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose the unit in a window."""
        super().__init__(*args, **kwargs)
        choose_in_windows(self)


class PeopleForm(forms.Form):
    """How many people it concerns."""

    number = forms.IntegerField(label=_("People concerned"), min_value=1, max_value=10_000_000)


class QuestionForm(forms.Form):
    """What the conference is asked."""

    conference = forms.ModelChoiceField(label=_("Conference of"), queryset=Unit.objects.none())
    question = long_text(_("What is to be decided"), TEXT_LENGTH)

    def __init__(self, *args: Any, conferences: list[Unit], **kwargs: Any) -> None:
        """Offer the units in charge and above that hold one."""
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=[unit.pk for unit in conferences])
        field = self.fields["conference"]
        field.queryset = units  # type: ignore[attr-defined]
        field.initial = conferences[-1] if conferences else None


class SittingForm(forms.Form):
    """A sitting."""

    items = forms.ModelMultipleChoiceField(
        label=_("Agenda"), queryset=AgendaItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    held_at = forms.DateTimeField(label=_("When"), widget=AdminDateTimeInput)
    place = short_text(_("Place"))
    chair = short_text(_("In the chair"))
    attendees = UnitLinesField(
        label=_("Units attending"), help_text=_("Names or codes, one in each line.")
    )

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        """Offer what waits on the agenda."""
        super().__init__(*args, **kwargs)
        field = self.fields["items"]
        field.queryset = AgendaItem.objects.filter(  # type: ignore[attr-defined]
            pk__in=[item.pk for item in items]
        )
        field.choices = [(one.pk, str(one.suggestion)) for one in items]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What was decided."""

    text = long_text(_("Decision"), TEXT_LENGTH)
    owner = forms.ModelChoiceField(label=_("Carried out by"), queryset=Unit.objects.all())
    due_on = day_field(_("Due on"))

    def __init__(self, *args: Any, is_dispute: bool = False, **kwargs: Any) -> None:
        """Choose the unit in a window; in a dispute it is the one that has the duty."""
        super().__init__(*args, **kwargs)
        if is_dispute:
            self.fields["owner"].label = _("Whose duty it is")
        choose_in_windows(self)
