"""Claiming: a person with an account takes over what was handed in for them at a desk.

Receipt and phone number together prove it. The number is compared by its keyed digest: nobody
opens the contact details, and an unknown receipt costs the same as a wrong number.
"""

import time
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from portal.abuse.limits import digest, wait_for
from portal.accounts.contact import ContactAccess
from portal.accounts.user import User
from suggestions.history import Event, record
from suggestions.intake.desk.desk_entry import DeskEntry, claim_digest
from suggestions.intake.receipts import parse_receipt
from suggestions.intake.tracking import NOBODY
from suggestions.suggestion import Suggestion

logger = structlog.get_logger(__name__)


def claim(receipt: str, phone: str, *, by: User, at: datetime) -> Suggestion | None:
    """The suggestion that is now that of `by`, or None; every try is written to the log.

    None for a wrong number, an unknown receipt, one that has an author with an account, one
    that `by` typed in, acts for or has opened the contact details of, and after too many tries
    at one receipt.
    """
    number = parse_receipt(receipt)
    open_still = not wait_for(
        f"claim:receipt:{digest(number)}", *settings.CLAIMS_OF_RECEIPT, now=int(time.time())
    )
    entry = DeskEntry.objects.filter(suggestion__receipt=number).first()
    kept = entry.claim_digest if entry else NOBODY
    fits = constant_time_compare(claim_digest(number, phone), kept) and kept != NOBODY
    found = _taken_over(entry, by=by, at=at) if entry and fits and open_still else None
    logger.info("agency.claim", by=by.pk, receipt=digest(number), claimed=found is not None)
    return found


@transaction.atomic
def _taken_over(entry: DeskEntry, *, by: User, at: datetime) -> Suggestion | None:
    row = Suggestion.objects.locked().get(pk=entry.suggestion_id)
    if row.author_id is not None or _worked_on(row, by):
        return row if row.author_id == by.pk else None
    row.author = by
    row.save(update_fields=["author"])
    DeskEntry.objects.filter(pk=entry.pk).update(claimed_at=at)
    record(row, Event.CLAIMED, by=by)
    return row


def _worked_on(row: Suggestion, person: User) -> bool:
    """Whether `person` typed it, is its agent or has read how to reach its author, and so knows
    both numbers from work. It may be a report by now that they must not see.
    """
    agency = getattr(row, "agency", None)
    serves = agency is not None and person.pk in (agency.agent_id, agency.upper_agent_id)
    read = ContactAccess.objects.filter(contact=row.contact_id, by=person)
    return row.transcriber_id == person.pk or serves or read.exists()
