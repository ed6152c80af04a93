"""Settling: a third look decides what the sheet says, and the suggestion is put right."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.contact import Purpose, keep_contact, read_contact
from portal.accounts.user import User
from suggestions.handling.correcting import correct
from suggestions.handling.screening import CLASSIFIABLE
from suggestions.intake.checking import CLEANERS
from suggestions.intake.cleaning import clean_line, too_long
from suggestions.intake.desk.desk_entry import DeskEntry, claim_digest
from suggestions.intake.forms import PHONE_LENGTH
from suggestions.paper.claiming import others_at
from suggestions.paper.comparing import both_of, keep_counts
from suggestions.paper.fields import Words as Typed
from suggestions.paper.fields import compared
from suggestions.paper.refusals import PaperRefused
from suggestions.paper.sheet import Sheet
from suggestions.paper.typing import TypingComparison
from suggestions.revision import words_of
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

IN_WORDS = ("title", "problem", "proposal", "place")
"""The fields that are texts of the suggestion."""


def must_be_another(sheet: Sheet, person: User, *, at: datetime) -> bool:
    """Whether somebody else than `person`, who typed it, has to settle `sheet`."""
    if person.pk not in (sheet.typed_by_id, sheet.second_by_id):
        return False
    typists = (sheet.typed_by, sheet.second_by)
    return others_at(sheet.batch.station, *typists, on=localdate(at))


@transaction.atomic
def settle(sheet: Sheet, said: Mapping[str, str], *, by: User, at: datetime) -> TypingComparison:
    """Keep what the sheet says in the end, count the errors, and correct the suggestion.

    `said` holds the fields that differed; the others are as both typed them. Who typed it
    settles it only where there is nobody else, and that is written down. Raises PaperRefused
    otherwise, if it has been settled, or of a text the suggestion cannot have.
    """
    # first the suggestion, then its sheet, as everybody who needs both
    suggestion = Suggestion.objects.locked().filter(sheet=sheet).first()
    row = (
        Sheet.objects.select_for_update()
        .prefetch_related("batch__station", "typed_by", "second_by")
        .get(pk=sheet.pk)
    )
    if suggestion is not None and suggestion.classification == Classification.REPORT:
        raise PaperRefused(_("There is nothing to settle about this sheet any more."))
    if row.second_at is None or TypingComparison.objects.filter(sheet=row).exists():
        raise PaperRefused(_("There is nothing to settle about this sheet any more."))
    if must_be_another(row, by, at=at):
        raise PaperRefused(_("You typed this sheet yourself: somebody else settles it."))
    both = both_of(row, by=by)
    settled = compared({**both.first, **{one.name: said[one.name] for one in both.differences()}})
    fit = _fit(settled)
    alone = by.pk in (row.typed_by_id, row.second_by_id)
    if suggestion is not None:
        _put_right(suggestion, both.first, fit, by=by)
    return keep_counts(row, both, settled, by=by, at=at, alone=alone)


def _fit(settled: Typed) -> Typed:
    """`settled` as a suggestion can say it; raises PaperRefused of a text it cannot have."""
    if not settled["title"] or not settled["problem"]:
        raise PaperRefused(_("Title and problem cannot be empty."))
    longest = {name: most for name, (_clean, most) in CLEANERS.items()} | {"phone": PHONE_LENGTH}
    fit = {}
    for name, text in settled.items():
        clean = CLEANERS[name][0] if name in CLEANERS else clean_line
        try:
            fit[name] = clean(text)
        except ValidationError as fault:
            raise PaperRefused(fault.messages[0]) from fault
        if len(fit[name]) > longest[name]:
            raise PaperRefused(too_long(len(fit[name]), longest[name]))
    return fit


def _put_right(suggestion: Suggestion, first: Typed, settled: Typed, *, by: User) -> None:
    """Correct what was typed wrong the first time, unless a panel has read it meanwhile."""
    if suggestion.state not in CLASSIFIABLE:
        return
    # what both typed alike stays as somebody may have corrected it since
    changed = {name: settled[name] for name in IN_WORDS if first[name] != settled[name]}
    if changed:
        words = replace(words_of(suggestion), **changed)
        correct(suggestion, words, by=by, internal_note=_("Read again from the paper form."))
    if first["author_name"] != settled["author_name"]:
        suggestion.author_name = settled["author_name"]
        suggestion.save(update_fields=["author_name"])
    if first["phone"] != settled["phone"]:
        _put_phone_right(suggestion, settled["phone"], by=by)


def _put_phone_right(suggestion: Suggestion, phone: str, *, by: User) -> None:
    before = suggestion.contact
    known = read_contact(before, by=by, purpose=Purpose.CONTACT)
    suggestion.contact = keep_contact(replace(known, phone=phone))
    suggestion.save(update_fields=["contact"])
    if before is not None:
        before.delete()
    entries = DeskEntry.objects.filter(suggestion=suggestion)
    entries.update(claim_digest=claim_digest(suggestion.receipt, phone))
