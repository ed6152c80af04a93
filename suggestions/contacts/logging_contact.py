"""Writing a contact down, and setting a mistake right by another entry."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.running import meet_clock
from suggestions.clocks.step import Step
from suggestions.contacts.contact_entry import (
    IN_PERSON,
    PERSONAL_CONTACTS,
    ContactEntry,
    ContactKind,
)
from suggestions.contacts.mediation import Mediation
from suggestions.contacts.refusals import ContactRefused
from suggestions.rights import Action, may
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Contact:
    """What is written down about one contact."""

    kind: ContactKind
    happened_at: datetime
    unit: Unit
    spoke: str
    with_whom: str
    said: str
    place: str = ""
    reached: bool = True
    next_step: str = ""
    next_on: date | None = None
    mediation: Mediation | None = None


@transaction.atomic
def log_contact(
    suggestion: Suggestion, contact: Contact, *, by: User, at: datetime
) -> ContactEntry:
    """Keep a contact; one in which the person was reached meets the clocks for it.

    Raises PermissionDenied, or ContactRefused for one in the future or without words.
    """
    row = Suggestion.objects.locked().prefetch_related("unit").get(pk=suggestion.pk)
    _check(row, contact, by=by, at=at)
    entry = ContactEntry.objects.create(
        suggestion=row, recorded_by=by, recorded_at=at, **vars(contact)
    )
    _meet(row, contact)
    return entry


@transaction.atomic
def correct_contact(
    entry: ContactEntry, contact: Contact, *, why: str, by: User, at: datetime
) -> ContactEntry:
    """Put a right entry in the place of a wrong one; both are kept, once.

    Raises as `log_contact`, and ContactRefused without a reason or if it was corrected already.
    """
    row = Suggestion.objects.locked().prefetch_related("unit")
    suggestion = row.get(pk=entry.suggestion_id)
    _check(suggestion, contact, by=by, at=at)
    if not why.strip():
        raise ContactRefused(_("Please say what was wrong."))
    fields = vars(replace(contact, mediation=entry.mediation))
    try:
        with transaction.atomic():
            made = ContactEntry.objects.create(
                suggestion=suggestion,
                corrects=entry,
                why_corrected=why.strip(),
                recorded_by=by,
                recorded_at=at,
                **fields,
            )
    except IntegrityError:
        raise ContactRefused(_("It has been corrected already: correct the later one.")) from None
    _meet(suggestion, contact)
    return made


def personal_contacts(suggestion: Suggestion) -> list[tuple[ContactKind, bool]]:
    """The three personal contacts in their order, and whether each has taken place."""
    held = suggestion.contacts.filter(corrected_by__isnull=True, reached=True)
    kinds = set(held.values_list("kind", flat=True))
    return [(kind, kind.value in kinds) for kind in PERSONAL_CONTACTS]


def _check(row: Suggestion, contact: Contact, *, by: User, at: datetime) -> None:
    if not may(by, Action.LOG_CONTACT, row, on=localdate(at)):
        raise PermissionDenied
    if contact.happened_at > at:
        raise ContactRefused(_("This is in the future."))
    if contact.happened_at < row.submitted_at.replace(second=0, microsecond=0):  # typed: no seconds
        raise ContactRefused(_("This is before it was handed in."))
    if not contact.said.strip() or not contact.with_whom.strip():
        raise ContactRefused(_("Please say with whom, and what was said."))
    if contact.kind in IN_PERSON and not contact.place.strip():
        raise ContactRefused(_("Please say where it was."))
    if contact.next_on and not contact.next_step.strip():
        raise ContactRefused(_("Please say what the next step is."))
    if contact.kind == ContactKind.MEDIATION and contact.mediation is None:
        raise ContactRefused(_("A session belongs to a mediation: open one first."))


def _meet(row: Suggestion, contact: Contact) -> None:
    if not contact.reached:
        return
    meet_clock(row, Step.CONTACT, at=contact.happened_at)
    if contact.kind in IN_PERSON:
        meet_clock(row, Step.MEET, at=contact.happened_at)
