"""Objecting: taking an objection while the notice runs, and answering it."""

import secrets
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.contact import ContactDetails, Purpose, keep_contact, read_contact
from portal.accounts.user import User
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.drafting import take_off
from suggestions.commendation.moving import demand, locked, write_down
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.objection import Objection
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act, may

KEY_BYTES = 32


@transaction.atomic
def object_to(
    commendation: Commendation,
    text: str,
    *,
    form_key: UUID,
    at: datetime,
    nominee: Nominee | None = None,
    name: str = "",
    contact: ContactDetails | None = None,
) -> Objection:
    """Keep an objection; the same form sent twice is one.

    Raises CommendationRefused if the notice does not run (any more) at `at`.
    """
    row = locked(commendation)
    known = Objection.objects.filter(form_key=form_key, commendation=row).first()
    if known is not None:
        return known
    if not row.takes_objections(at):
        raise CommendationRefused(_("The notice is over: objections are no longer taken."))
    return Objection.objects.create(
        commendation=row,
        nominee=nominee,
        key=secrets.token_urlsafe(KEY_BYTES),
        form_key=form_key,
        text=text,
        name=name,
        contact=keep_contact(contact) if contact else None,
        at=at,
    )


@transaction.atomic
def answer(objection: Objection, words: str, *, upheld: bool, by: User, at: datetime) -> None:
    """Answer an objection, once; upholding one against a name takes it off the list.

    Raises PermissionDenied if `by` may not answer or nominated the name; CommendationRefused
    without words or if somebody was first.
    """
    demand(by, Act.ANSWER, objection.commendation, at=at)
    row = locked(objection.commendation)
    found = Objection.objects.select_related("nominee").get(pk=objection.pk)
    if found.nominee is not None and found.nominee.nominated_by_id == by.pk:
        raise PermissionDenied
    if not words.strip():
        raise CommendationRefused(_("An objection is answered in words."))
    if found.answered_at is not None:
        raise CommendationRefused(_("Someone else has answered it already."))
    found.answer, found.upheld = words.strip(), upheld
    found.answered_by, found.answered_at = by, at
    found.save(update_fields=["answer", "upheld", "answered_by", "answered_at"])
    write_down(row, gettext_noop("Objection answered"), by=by, at=at)
    if upheld and found.nominee is not None:
        _strike(found.nominee, by=by, at=at)


def _strike(nominee: Nominee, *, by: User, at: datetime) -> None:
    """Take the name off: whoever drafts does it, or the answer itself does."""
    if may(by, Act.DRAFT, nominee.commendation, on=localdate(at)):
        take_off(nominee, gettext_noop("An objection was upheld"), by=by, at=at)
        return
    standing = Nominee.objects.standing().filter(pk=nominee.pk)
    standing.update(
        removed_at=at, removed_by=by, removed_reason=gettext_noop("An objection was upheld")
    )


def contact_of(objection: Objection, *, by: User, at: datetime) -> ContactDetails:
    """How to reach who objected; who looked is written down. Raises PermissionDenied."""
    demand(by, Act.CONTACT, objection.commendation, at=at)
    return read_contact(objection.contact, by=by, purpose=Purpose.CONTACT)
