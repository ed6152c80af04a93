"""Forms for saying that an idea was carried out, and for verifying it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.organisation.choosers import choose_in_windows
from portal.page_choice import PageChoiceField
from portal.regulations.pages import RegulationPage
from suggestions.conversion.desk.exhibits_form import ExhibitsForm
from suggestions.conversion.desk.forms import READ_BY_ALL, unit_field
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.kinds import ConversionKind, ProofKind
from suggestions.conversion.proposal import (
    NOTE_LENGTH,
    NUMBER_LENGTH,
    TITLE_LENGTH,
    URL_LENGTH,
)
from suggestions.conversion.rights import default_verifier
from suggestions.conversion.verifying import Claim
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.states import MOVES, State

CLAIMS = (State.CONVERTED, State.PARTLY_CONVERTED)


class RegulationChoice(PageChoiceField):
    """A version of a regulation."""

    def label_from_instance(self, page: RegulationPage) -> str:
        """The title, with the day of the version."""
        day = f" ({date_format(page.issued_on, 'SHORT_DATE_FORMAT')})" if page.issued_on else ""
        return f"{page.title}{day}"


class ProposalForm(ExhibitsForm):
    """What came of the idea, into what it was turned, and what proves it."""

    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What it was turned into"), choices=ConversionKind)
    note = CleanField(
        label=_("Explanation"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=READ_BY_ALL,
    )
    proof = forms.ChoiceField(label=_("What proves it"), choices=ProofKind)
    document_title = CleanField(
        label=_("Title of the document or minutes"),
        clean=clean_line,
        longest=TITLE_LENGTH,
        required=False,
    )
    document_number = CleanField(
        label=_("Number"), clean=clean_line, longest=NUMBER_LENGTH, required=False
    )
    document_url = forms.URLField(
        label=_("Web address"), max_length=URL_LENGTH, required=False, assume_scheme="https"
    )
    regulation = RegulationChoice(
        label=_("Version of a regulation"), queryset=RegulationPage.objects.none(), required=False
    )
    verifying_unit = unit_field(_("To be verified by"), required=True)
    field_order = (
        *("form_key", "outcome", "kind", "note", "proof", "document_title", "document_number"),
        *("document_url", "regulation", "verifying_unit"),
    )

    def __init__(self, *args: Any, idea: GoldenIdea, **kwargs: Any) -> None:
        """Offer what can still come of `idea`, and who might verify it."""
        super().__init__(*args, **kwargs)
        possible = MOVES[State(idea.suggestion.state)]
        outcome = self.fields["outcome"]
        outcome.choices = [(one.value, one.label) for one in CLAIMS if one in possible]  # type: ignore[attr-defined]
        pages = RegulationPage.objects.live().public().order_by("title", "-issued_on")
        self.fields["regulation"].queryset = pages.defer("text", "history")  # type: ignore[attr-defined]
        self.fields["verifying_unit"].initial = default_verifier(idea)
        self.fields["verifying_unit"].help_text = _(
            "Not a unit that acts, nor one below it. The author is asked as well."
        )
        choose_in_windows(self)

    def claim(self) -> Claim:
        """What a sound form says."""
        said = self.cleaned_data
        names = ("kind", "note", "proof", "document_title", "document_number", "document_url")
        return Claim(
            outcome=State(said["outcome"]),
            verifying_unit=said["verifying_unit"],
            regulation=said["regulation"] if said["proof"] == ProofKind.REGULATION else None,
            form_key=said["form_key"] or uuid4(),
            **{name: said[name] for name in names},
        )


class VerdictForm(forms.Form):
    """What was looked at, or what is missing."""

    note = CleanField(
        label=_("What you looked at, or what is missing"),
        clean=clean_text,
        longest=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone may read it with the idea; your unit is named, you are not."),
    )
