"""What staff type and choose at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.pages import CampaignPage
from portal.page_choice import PageChoiceField
from suggestions.handling.channels.legal_channel import LegalChannel
from suggestions.intake.checking import TEXT_LENGTH_ELSEWHERE
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.intake.forms import WordsForm
from suggestions.intake.receipts import parse_receipt
from suggestions.states import Classification, State
from suggestions.suggestion import SuggestionQuerySet

NOTE_LENGTH = 2000
EVERYTHING = "all"


class PileForm(forms.Form):
    """The filters of the pile; at first it shows what nobody has looked at."""

    held = forms.BooleanField(label=_("Held by word lists"), required=False)
    receipt = forms.CharField(label=_("Receipt number"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("of a suggestion", "State"),
        choices=[(EVERYTHING, _("All")), *State.choices],
        required=False,
    )
    classification = forms.ChoiceField(
        label=_("Class"), choices=[("", _("All")), *Classification.choices], required=False
    )
    campaign = PageChoiceField(
        label=_("Campaign"),
        queryset=CampaignPage.objects.none(),
        required=False,
        empty_label=_("All"),
    )

    def __init__(self, data: Any, *, campaigns: Any, **options: Any) -> None:
        """Offer `campaigns`; without a choice the received ones are shown."""
        chosen = data.copy()
        if "receipt" not in data:
            chosen.setdefault("state", State.RECEIVED)
        super().__init__(chosen, **options)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]

    def narrow(self, rows: SuggestionQuerySet) -> SuggestionQuerySet:
        """Those of `rows` that were asked for; what makes no sense is ignored."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if receipt := said.pop("receipt", ""):
            return rows.filter(receipt=parse_receipt(receipt) or receipt)
        if said.pop("held", False):
            rows = rows.filter(hold__released_at__isnull=True, hold__isnull=False)
        if said.get("state") == EVERYTHING:
            del said["state"]
        return rows.filter(**said)


class ClassForm(forms.Form):
    """What a message is."""

    classification = forms.ChoiceField(
        label=_("Class"),
        choices=[choice for choice in Classification.choices if choice[0] != "unsorted"],
        widget=forms.RadioSelect,
    )


class NoteForm(forms.Form):
    """What the author is told with a step."""

    note = CleanField(
        label=_("To the author"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads this; needed for every step but accepting."),
    )
    channel = forms.ModelChoiceField(
        label=_("Legal channel"),
        queryset=LegalChannel.objects.filter(in_use=True),
        required=False,
        empty_label=_("None"),
        help_text=_("Referred to: the author is told where, by which article and how."),
    )
    because = CleanField(
        label=_("Why it is handled here"),
        clean=clean_line,
        longest=NOTE_LENGTH,
        required=False,
        help_text=_("For colleagues: needed to accept a claim or a matter of the courts."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def words_for(self, step: str) -> dict[str, Any]:
        """What the function of `step` is given of what was typed."""
        said = self.cleaned_data
        if step == "back":
            return {"internal_note": said["note"]}
        if step == "accept":
            return {"note": said["note"], "because": said["because"]}
        if step == "refer":
            return {"note": said["note"], "channel": said["channel"]}
        return {"note": said["note"]}


class CorrectionForm(WordsForm):
    """The texts as they are to be shown; what was there before is kept."""

    internal_note = CleanField(
        label=_("Why"),
        clean=clean_line,
        longest=200,
        help_text=_("For colleagues: for instance “phone number masked”."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Messages from other systems may be longer and lack a proposal."""
        super().__init__(*args, **options)
        self.fields["proposal"].required = False
        for name in ("problem", "proposal"):
            self.fields[name].longest = TEXT_LENGTH_ELSEWHERE  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["maxlength"] = TEXT_LENGTH_ELSEWHERE


class BulkForm(NoteForm):
    """What goes with a step for several at once."""

    classification = forms.ChoiceField(
        label=_("Class"),
        choices=[choice for choice in Classification.choices if choice[0] != "unsorted"],
        required=False,
    )

    def chosen_class(self) -> Classification:
        """The class that was chosen."""
        return Classification(self.cleaned_data["classification"] or Classification.SUGGESTION)
