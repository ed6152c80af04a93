"""Disputing: what a sender insists on goes to the common superior, then to the conference.

信访工作条例 Art. 24: units that cannot agree who handles a matter have it decided by the next
unit above both; without one, by the joint conference (联席会议).
"""

from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.duties.allowed import check_receiver
from suggestions.duties.assigning import end_duty
from suggestions.duties.duty import Duty, DutyState
from suggestions.duties.noting import hold, note_step
from suggestions.duties.objection import DutyDispute
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.duties.taking import accept_duty
from suggestions.history import Event
from suggestions.suggestion import Suggestion


@transaction.atomic
def dispute(duty: Duty, *, reason: str, by: User | None, at: datetime) -> DutyDispute:
    """Take a duty on which the sender insists to the common superior.

    Without one the joint conference has it at once. Raises DutyRefused.
    """
    row = hold(duty.suggestion)
    held = Duty.objects.select_related("unit", "sender").get(pk=duty.pk)
    refused = held.objections.filter(agreed=False).exists()
    if held.state != DutyState.OFFERED or not refused:
        raise DutyRefused(Fault.NOT_REFUSED)
    if not reason.strip():
        raise DutyRefused(Fault.REASON)
    judge = common_superior(held.sender, held.unit)
    raised = DutyDispute.objects.create(
        duty=held,
        reason=reason,
        by=by,
        at=at,
        judge=judge,
        conference_at=None if judge else at,
    )
    held.state = DutyState.DISPUTED
    held.save(update_fields=["state"])
    event = Event.DISPUTED if judge else Event.TO_CONFERENCE
    note_step(row, event, by=by, internal_note=reason, before=held.unit, after=judge)
    return raised


def common_superior(sender: Unit, receiver: Unit) -> Unit | None:
    """The lowest unit above both, which may be the sender but never the receiver; or None."""
    step: int = Unit.steplen
    length = 0
    while sender.path[: length + step] == receiver.path[: length + step]:
        length += step
        if length >= min(len(sender.path), len(receiver.path)):
            break
    if length == len(receiver.path):
        length -= step
    return Unit.objects.filter(path=receiver.path[:length]).first() if length else None


@transaction.atomic
def hand_to_conference(
    raised: DutyDispute, *, by: User | None, at: datetime, note: str = ""
) -> DutyDispute:
    """Let the joint conference decide what the common superior cannot. Raises DutyRefused."""
    row, _held = _open(raised)
    if raised.conference_at is not None:
        raise DutyRefused(Fault.CONFERENCE)
    raised.conference_at = at
    raised.save(update_fields=["conference_at"])
    note_step(row, Event.TO_CONFERENCE, by=by, internal_note=note, before=raised.judge)
    return raised


def settle(
    raised: DutyDispute, unit: Unit, *, decision: str, by: User | None, at: datetime
) -> Duty | None:
    """Decide as the common superior which unit has the duty, with reasons.

    Binding: that unit has accepted with it. Returns its duty, or None if who answers stays.
    Raises DutyRefused; also once the joint conference has it.
    """
    return _settle(raised, unit, decision=decision, by=by, at=at, by_conference=False)


def take_conference_decision(
    raised: DutyDispute, unit: Unit, *, decision: str, by: User | None, at: datetime
) -> Duty | None:
    """The same as decided by the joint conference, which must have been handed the dispute."""
    return _settle(raised, unit, decision=decision, by=by, at=at, by_conference=True)


@transaction.atomic
def _settle(
    raised: DutyDispute,
    unit: Unit,
    *,
    decision: str,
    by: User | None,
    at: datetime,
    by_conference: bool,
) -> Duty | None:
    row, held = _open(raised)
    if (raised.conference_at is not None) != by_conference:
        raise DutyRefused(Fault.CONFERENCE if raised.conference_at else Fault.NO_DISPUTE)
    if not decision.strip():
        raise DutyRefused(Fault.REASON)
    raised.settled_unit, raised.decision = unit, decision
    raised.settled_by, raised.settled_at = by, at
    raised.save(update_fields=["settled_unit", "decision", "settled_by", "settled_at"])
    note_step(
        row, Event.DISPUTE_SETTLED, by=by, internal_note=decision, before=held.unit, after=unit
    )
    return _bind(row, held, unit, decision, by=by, at=at)


def _bind(
    row: Suggestion, held: Duty, unit: Unit, decision: str, *, by: User | None, at: datetime
) -> Duty | None:
    """Give the duty to `unit`, which has no say in it any more; a claim is handled there
    because it was decided so.
    """
    if unit.pk == held.unit_id:
        accept_duty(row, held, by=by, at=at, because=decision)
        return held
    end_duty(held, DutyState.PASSED_ON, at=at)
    if unit.pk == row.unit_id:
        return None
    check_receiver(row, unit, at=at)
    given = row.duties.open().filter(unit=unit, part=held.part).first()
    given = given or Duty.objects.create(
        suggestion=row,
        unit=unit,
        part=held.part,
        sender=held.sender,
        sent_by=by,
        sent_at=at,
        note=held.note,
    )
    if given.state != DutyState.ACCEPTED:
        accept_duty(row, given, by=by, at=at, because=decision)
    return given


def _open(raised: DutyDispute) -> tuple[Suggestion, Duty]:
    row = hold(raised.duty.suggestion)
    held = Duty.objects.select_related("unit", "sender").get(pk=raised.duty_id)
    raised.refresh_from_db()
    if raised.settled_at is not None or held.state != DutyState.DISPUTED:
        raise DutyRefused(Fault.NO_DISPUTE)
    return row, held
