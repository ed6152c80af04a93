"""Mediating: parties who consent, sessions in the log, and an agreement in writing (or none)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.contacts.mediation import (
    Mediation,
    MediationOutcome,
    MediationParty,
    Side,
)
from suggestions.contacts.refusals import ContactRefused
from suggestions.rights import Action, may
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Party:
    """Who takes part on which side, and when they said that they would."""

    side: Side
    name: str
    consented_on: date


@transaction.atomic
def open_mediation(
    suggestion: Suggestion,
    subject: str,
    *,
    mediator: str,
    parties: Sequence[Party],
    by: User,
    at: datetime,
) -> Mediation:
    """Open a mediation; both sides have consented (信访工作条例 Article 33).

    Raises PermissionDenied (also for a report against someone), or ContactRefused if a side or
    a consent is missing, or one is under way.
    """
    on = localdate(at)
    if suggestion.classification == Classification.REPORT:
        raise PermissionDenied
    if not may(by, Action.LOG_CONTACT, suggestion, on=on):
        raise PermissionDenied
    if not subject.strip() or not mediator.strip():
        raise ContactRefused(_("Please say what it is about and who mediates."))
    if {party.side for party in parties} != set(Side):
        raise ContactRefused(_("A mediation has two sides, and both consent to it."))
    if any(party.consented_on > on or not party.name.strip() for party in parties):
        raise ContactRefused(_("Each party has a name and has consented by today."))
    try:
        with transaction.atomic():
            opened = Mediation.objects.create(
                suggestion=suggestion,
                unit=suggestion.unit,
                subject=subject.strip(),
                mediator=mediator.strip(),
                opened_by=by,
                opened_at=at,
            )
    except IntegrityError:
        raise ContactRefused(_("A mediation is under way already.")) from None
    MediationParty.objects.bulk_create(
        MediationParty(mediation=opened, **vars(party)) for party in parties
    )
    return opened


@transaction.atomic
def close_mediation(
    mediation: Mediation, outcome: MediationOutcome, agreement: str, *, by: User, at: datetime
) -> None:
    """End a mediation with its outcome; an agreement is written down (Article 33).

    Raises PermissionDenied, or ContactRefused the second time, without a session, or for an
    agreement without words.
    """
    rows = Mediation.objects.select_for_update(no_key=True)
    row = rows.prefetch_related("suggestion__unit").get(pk=mediation.pk)
    if not may(by, Action.LOG_CONTACT, row.suggestion, on=localdate(at)):
        raise PermissionDenied
    if not row.is_open:
        raise ContactRefused(_("This mediation has ended already."))
    agreed = outcome == MediationOutcome.AGREED
    if agreed and not agreement.strip():
        raise ContactRefused(_("Please write down what was agreed."))
    if agreed and not row.sessions.exists():
        raise ContactRefused(_("There has been no session yet."))
    row.outcome, row.agreement = outcome, agreement.strip()
    row.closed_by, row.closed_at = by, at
    row.save(update_fields=["outcome", "agreement", "closed_by", "closed_at"])
