"""Drafts: what is typed from a sheet, saved as it is typed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.contact import Contact, ContactDetails, Purpose, keep_contact, read_contact
from portal.accounts.user import User
from suggestions.paper.claiming import claim
from suggestions.paper.fields import Words, contact_in, together, words_in
from suggestions.paper.refusals import PaperRefused
from suggestions.paper.sheet import Sheet, SheetState
from suggestions.paper.typing import Part, Typing


def part_of(sheet: Sheet) -> Part:
    """Whose turn it is: the first typing until it is done."""
    return Part.SECOND if sheet.state == SheetState.TYPED else Part.FIRST


def is_open_to(sheet: Sheet, person: User) -> bool:
    """Whether `person` can type `sheet` now: the first time, or again if it was drawn."""
    rows = Sheet.objects.filter(pk=sheet.pk)
    return (rows.to_type() | rows.to_type_again(person)).exists()


@transaction.atomic
def save_draft(sheet: Sheet, said: Mapping[str, str], *, by: User, at: datetime) -> Typing:
    """Keep what `by` has typed so far; contact details go sealed into a row of their own.

    The claim on the sheet begins anew. Raises PaperRefused if somebody else has it, or if there
    is nothing to type any more.
    """
    claim(sheet, by=by, at=at)
    if not is_open_to(sheet, by):
        raise PaperRefused(_("This sheet has been typed already."))
    typing, _new = Typing.objects.select_for_update().get_or_create(
        sheet=sheet, part=part_of(sheet), defaults={"by": by, "saved_at": at}
    )
    _keep_contact(typing, contact_in(said))
    typing.by, typing.words, typing.saved_at = by, words_in(said), at
    typing.save()
    return typing


def draft_of(sheet: Sheet, *, by: User) -> Words:
    """What `by` typed from `sheet` before; nothing of what somebody else typed."""
    typing = Typing.objects.filter(sheet=sheet, part=part_of(sheet), by=by).first()
    return typed_in(typing, by=by) if typing else {}


def typed_in(typing: Typing, *, by: User) -> Words:
    """All fields of a typing; that its contact details were opened is written down."""
    details = read_contact(typing.contact, by=by, purpose=Purpose.CONTACT)
    return together(typing.words, details)


def forget(sheet: Sheet) -> None:
    """Delete what was typed from `sheet` beside the suggestion that came of it."""
    contacts = Contact.objects.filter(typing__sheet=sheet)
    keys = list(contacts.values_list("pk", flat=True))
    Typing.objects.filter(sheet=sheet).delete()
    Contact.objects.filter(pk__in=keys).delete()


def _keep_contact(typing: Typing, details: ContactDetails) -> None:
    """Seal the details in a new row; the one before is deleted."""
    before = typing.contact
    if before is None and not details:
        return
    typing.contact = keep_contact(details)
    typing.save(update_fields=["contact"])
    if before is not None:
        before.delete()
