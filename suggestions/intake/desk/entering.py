"""Entering: from the form at the desk to a receipt, by the same door as everything else."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.agency.acting import AgencyTerms
from suggestions.agency.agency import AgencyConsent
from suggestions.intake.desk.desk_entry import DeskEntry, claim_digest
from suggestions.intake.desk.forms import DeskEntryForm
from suggestions.intake.draft import Draft
from suggestions.intake.sending import FIELD_OF, draft_of, says_the_same
from suggestions.intake.submission import Receipt, submit
from suggestions.states import Channel
from suggestions.suggestion import Suggestion


@dataclass(frozen=True, repr=False)
class DeskFacts:
    """An enclosure of a draft: what is known because it came over a desk.

    Of `phone` only a keyed digest is kept, by which the author can claim the suggestion.
    """

    phone: str = ""
    written_on: date | None = None
    letter_number: str = ""
    occasion: str = ""

    def keep(self, suggestion: Suggestion, *, by: User | None, at: datetime) -> None:
        """Store it for the new suggestion."""
        DeskEntry.objects.create(
            suggestion=suggestion,
            written_on=self.written_on,
            letter_number=self.letter_number,
            occasion=self.occasion,
            claim_digest=claim_digest(suggestion.receipt, self.phone),
        )


def enter(form: DeskEntryForm, *, key: UUID, by: User, at: datetime) -> Receipt | None:
    """Hand in what a sound form says for its author; None, with errors on the form, if refused.

    The same form again gives the same receipt; a letter whose number is known is refused with
    the receipt it has.
    """
    try:
        receipt = submit(_draft(form, key, by, at), by=by, at=at)
    except ValidationError as refusal:
        for name, messages in refusal.message_dict.items():
            field = FIELD_OF.get(name, name)
            form.add_error(field if field in form.fields else None, messages)
        return None
    if not receipt.created and not says_the_same(receipt.suggestion, form):
        message = _("This form was sent already, with other words. Please open a new one.")
        form.add_error(None, message)
        return None
    return receipt


def refuse_known_letter(form: DeskEntryForm, *, key: UUID, by: User, on: date) -> None:
    """Put an error on the form if another entry has the letter's number.

    It names the receipt if `by` typed that letter, or may see the suggestion on `on`.
    """
    known = form.entered_before()
    if known is None or known.suggestion.submission_key == key:
        return
    seen = Suggestion.objects.visible_to(by, on=on).filter(pk=known.suggestion_id)
    if known.suggestion.transcriber_id == by.pk or seen.exists():
        message = _("A letter with this number was entered before; its receipt is %(receipt)s.")
        form.add_error("letter_number", message % {"receipt": known.suggestion.receipt})
    else:
        form.add_error("letter_number", _("A letter with this number was entered before."))


def _draft(form: DeskEntryForm, key: UUID, by: User, at: datetime) -> Draft:
    said = form.cleaned_data
    plain = draft_of(form, key=key, author=None, held=True)
    facts = DeskFacts(
        phone=said["phone"],
        written_on=said["written_on"],
        letter_number=said["letter_number"],
        occasion=said["occasion"],
    )
    return replace(
        plain,
        contact=replace(plain.contact, address=said["address"]),
        channel=Channel(said["channel"]),
        transcriber=by,
        station=said["station"],
        submitted_at=form.handed_in_at(at),
        enclosures=(*plain.enclosures, facts, *_terms(form, by)),
    )


def _terms(form: DeskEntryForm, by: User) -> tuple[AgencyTerms, ...]:
    said = form.cleaned_data
    if not said["is_agent"]:
        return ()
    consent = AgencyConsent(said["agency_consent"])
    return (AgencyTerms(by, said["station"], consent, said["witness"]),)
