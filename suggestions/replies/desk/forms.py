"""What is typed and chosen about replies."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from suggestions.clocks.committing import TOO_FAR, is_too_far
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField, MaybeNeededTextarea
from suggestions.replies.check import Point
from suggestions.replies.drafting import DraftWords
from suggestions.replies.reply import (
    NOTE_LENGTH,
    REASON_LENGTH,
    REPLY_LENGTH,
    Publicity,
    Reply,
    ReplyKind,
)
from suggestions.suggestion import Suggestion


class AlsoFor(forms.ModelMultipleChoiceField):
    """Linked suggestions that get the same words."""

    def label_from_instance(self, row: Suggestion) -> str:
        """Receipt, title and unit."""
        return f"{row.receipt} {row.title} ({row.unit})"


class ReplyForm(forms.Form):
    """A draft; nothing is needed until it is handed in."""

    text = CleanField(
        label=_("To the author"),
        clean=clean_text,
        longest=REPLY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ReplyKind, widget=forms.RadioSelect)
    committed_on = forms.DateField(
        label=_("Will be done by"),
        required=False,
        widget=AdminDateInput,
        help_text=_("For interim replies that name measures and a day; it is followed up."),
    )
    publicity = forms.ChoiceField(
        label=_("Who may read it"), choices=Publicity, widget=forms.RadioSelect
    )
    publicity_reason = CleanField(
        label=_("Why not everybody"),
        clean=clean_line,
        longest=REASON_LENGTH,
        required=False,
        help_text=_("Needed for what is not open: for instance personal privacy."),
    )
    also_for = AlsoFor(
        label=_("Send the same words to these suggestions as well"),
        queryset=Suggestion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *about: Any, linked: Sequence[Suggestion] = (), **options: Any) -> None:
        """Offer the `linked` suggestions; the choice is left out where there are none."""
        super().__init__(*about, **options)
        field = self.fields["also_for"]
        field.queryset = Suggestion.objects.filter(  # type: ignore[attr-defined]
            pk__in=[row.pk for row in linked]
        ).select_related("unit")
        if not linked:
            del self.fields["also_for"]

    def clean_committed_on(self) -> date | None:
        """A day that is not too far; one in the past is refused when the draft is handed in."""
        day: date | None = self.cleaned_data["committed_on"]
        if day and is_too_far(day, on=timezone.localdate()):
            raise ValidationError(TOO_FAR)
        return day

    def words(self) -> DraftWords:
        """What was typed; call it when the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return DraftWords(**{"also_for": (), **said})


def initial_of(reply: Reply) -> dict[str, Any]:
    """What the form shows of a draft that is there."""
    names = ("text", "kind", "committed_on", "publicity", "publicity_reason", "revision")
    said = {name: getattr(reply, name) for name in names}
    return {**said, "also_for": [row.pk for row in reply.also_for.all()]}


class ApprovalForm(forms.Form):
    """The second person's word: the review before release, or what is missing."""

    reviewed = forms.BooleanField(
        label=_("I have read it for personal data, secrets and the rights of others."),
        required=False,
    )
    note = CleanField(
        label=_("Note"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        required=False,
        widget=MaybeNeededTextarea(attrs={"rows": 3}),
        help_text=_("Needed when you send it back: what is missing."),
    )

    def __init__(self, *about: Any, sends: bool = False, **options: Any) -> None:
        """`sends`: the note is kept with the review, which has less room than what is missing."""
        super().__init__(*about, **options)
        if sends:
            self.fields["note"].longest = REASON_LENGTH  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """Who may read a sent reply from now on."""

    publicity = forms.ChoiceField(
        label=_("Who may read it"), choices=Publicity, widget=forms.RadioSelect
    )
    reason = CleanField(
        label=_("Why not everybody"), clean=clean_line, longest=REASON_LENGTH, required=False
    )
    note = CleanField(
        label=_("What was looked at"), clean=clean_line, longest=REASON_LENGTH, required=False
    )


class CheckForm(forms.Form):
    """A supervisor's word on a sent reply."""

    points = forms.MultipleChoiceField(
        label=_("What holds"),
        choices=Point,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = CleanField(
        label=_("Note to the unit"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        required=False,
        widget=MaybeNeededTextarea(attrs={"rows": 3}),
        help_text=_("Needed when you send it back; the author does not read it."),
    )
