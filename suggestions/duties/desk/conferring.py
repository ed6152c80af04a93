"""Conferring: a dispute that the joint conference decides is on its agenda from that moment on."""

from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from suggestions.duties import disputing
from suggestions.duties.duty import Duty
from suggestions.duties.objection import DutyDispute
from suggestions.supervision.conference.putting_on import put_on_agenda


@transaction.atomic
def dispute(duty: Duty, *, reason: str, by: User, at: datetime) -> DutyDispute:
    """Take `duty` to the common superior, or without one before the conference at once.

    Raises DutyRefused, SupervisionRefused.
    """
    raised = disputing.dispute(duty, reason=reason, by=by, at=at)
    if raised.conference_at is not None:
        put_on_agenda(raised, by=by, at=at)
    return raised


@transaction.atomic
def hand_on(raised: DutyDispute, *, note: str, by: User, at: datetime) -> DutyDispute:
    """Let the conference decide instead of the common superior.

    Raises DutyRefused, SupervisionRefused.
    """
    handed = disputing.hand_to_conference(raised, by=by, at=at, note=note)
    put_on_agenda(handed, by=by, at=at, question=note)
    return handed
