"""Assigning: a suggestion is offered to a unit, with others to help, and taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.clock import Clock
from suggestions.clocks.running import cancel, start_clock
from suggestions.clocks.step import Step
from suggestions.duties.allowed import check_handled, check_receiver
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.noting import hold, note_step
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.history import Event
from suggestions.suggestion import Suggestion


@transaction.atomic
def assign(
    suggestion: Suggestion,
    unit: Unit,
    *,
    co_units: Sequence[Unit] = (),
    by: User | None,
    at: datetime,
    note: str = "",
    sender: Unit | None = None,
    handler: User | None = None,
) -> Duty:
    """Offer the lead to `unit` and parts to `co_units`; returns the duty of the lead.

    Nothing moves until the unit accepts: whoever answered goes on answering (首接负责制,
    北京 Art. 14). The unit that answers already has the lead at once, with `handler` as the
    one who handles it. `sender` is the unit that decides on objections, by default the one
    that answers. Raises DutyRefused.
    """
    row = hold(suggestion)
    check_handled(row)
    sending = sender or row.unit
    lead = _own_lead(row, sending, by, at, handler) if unit.pk == row.unit_id else None
    if lead is None:
        _check_no_offer(row)
        lead = _offer(row, unit, Part.LEAD, sending, by, at, note)
    for helper in co_units:
        _offer(row, helper, Part.CO, sending, by, at, note)
    suggestion.version = row.version
    return lead


@transaction.atomic
def call_in(
    suggestion: Suggestion,
    units: Sequence[Unit],
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    sender: Unit | None = None,
) -> list[Duty]:
    """Offer a co-handler's part to each of `units`; who leads stays (济南 Art. 29).

    Raises DutyRefused.
    """
    row = hold(suggestion)
    check_handled(row)
    offers = [_offer(row, unit, Part.CO, sender or row.unit, by, at, note) for unit in units]
    suggestion.version = row.version
    return offers


@transaction.atomic
def take_back(duty: Duty, *, by: User | None, at: datetime, note: str = "") -> Duty:
    """Undo an assignment that nobody has answered yet (撤回). Raises DutyRefused."""
    row = hold(duty.suggestion)
    held = Duty.objects.select_related("unit", "sender").get(pk=duty.pk)
    if held.state == DutyState.ACCEPTED:
        raise DutyRefused(Fault.TAKEN)
    if held.state != DutyState.OFFERED:
        raise DutyRefused(Fault.SOMEONE_ELSE)
    end_duty(held, DutyState.CANCELLED, at=at)
    note_step(
        row,
        Event.DUTY_TAKEN_BACK,
        by=by,
        internal_note=note,
        before=held.unit,
        after=held.sender,
    )
    return held


def end_duty(duty: Duty, state: DutyState, *, at: datetime) -> None:
    """Let `duty` end in `state`, and with it the time for objections and what was asked about
    it; its row must be held.
    """
    clocks = Clock.objects.filter(suggestion=duty.suggestion_id, step=Step.OBJECT)
    cancel(clocks.of_units([duty.unit_id]), at=at)
    duty.objections.filter(answered_at=None).update(answered_at=at)
    duty.disputes.filter(settled_at=None).update(settled_at=at)
    duty.state, duty.ended_at = state, at
    duty.save(update_fields=["state", "ended_at"])


def _own_lead(
    row: Suggestion, sender: Unit, by: User | None, at: datetime, handler: User | None
) -> Duty:
    """The lead of the unit that answers anyway: nobody has to be asked."""
    lead = row.duties.leads().filter(state=DutyState.ACCEPTED).first()
    if lead is None:
        lead = Duty(suggestion=row, unit=row.unit, part=Part.LEAD, sender=sender, sent_at=at)
        lead.sent_by, lead.accepted_at, lead.state = by, at, DutyState.ACCEPTED
    lead.handler = handler or lead.handler
    lead.save()
    if handler is not None:
        note_step(row, Event.DUTY_HANDED, by=by, internal_note=handler.name, after=row.unit)
    return lead


def _check_no_offer(row: Suggestion) -> None:
    if row.duties.leads().waiting().exists():
        raise DutyRefused(Fault.ON_OFFER)


def _offer(
    row: Suggestion,
    unit: Unit,
    part: Part,
    sender: Unit,
    by: User | None,
    at: datetime,
    note: str,
) -> Duty:
    check_receiver(row, unit, at=at)
    if unit.pk == row.unit_id:
        raise DutyRefused(Fault.SAME_UNIT)
    if row.duties.open().filter(unit=unit, part=part).exists():
        raise DutyRefused(Fault.TWICE)
    duty = Duty.objects.create(
        suggestion=row, unit=unit, part=part, sender=sender, sent_by=by, sent_at=at, note=note
    )
    start_clock(row, Step.OBJECT, at=at, unit=unit)
    note_step(row, Event.DUTY_OFFERED, by=by, internal_note=note, before=sender, after=unit)
    return duty
