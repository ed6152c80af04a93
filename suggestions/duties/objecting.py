"""Objecting: a unit says that a duty is not its own; the sender agrees or insists."""

from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.working_days.stored import working_calendar
from suggestions.clocks.counting import due_moment
from suggestions.clocks.running import meet_clock
from suggestions.clocks.step import Step
from suggestions.duties.assigning import assign, call_in, end_duty
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.noting import hold, note_step
from suggestions.duties.objection import DutyObjection
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.history import Event
from suggestions.suggestion import Suggestion


@transaction.atomic
def object_to(
    duty: Duty,
    *,
    reason: str,
    has_share: bool,
    proposed: Unit | None = None,
    by: User | None,
    at: datetime,
) -> DutyObjection:
    """Say why `duty` is not the unit's own; it stays with the unit until the sender agrees.

    `has_share` is the unit's own statement whether any part of the matter is its duty: with
    a share it cannot return it. Within the clock of 信访工作条例 Art. 23 (five working days,
    reasons in detail). Raises DutyRefused.
    """
    row = hold(duty.suggestion)
    held = Duty.objects.select_related("unit", "sender").get(pk=duty.pk)
    _check_objection(row, held, has_share=has_share, at=at)
    if not reason.strip():
        raise DutyRefused(Fault.REASON)
    objection = DutyObjection.objects.create(
        duty=held, reason=reason, proposed=proposed, by=by, at=at
    )
    _set_state(held, DutyState.OBJECTED)
    meet_clock(row, Step.OBJECT, at=at, unit=held.unit)
    note_step(
        row,
        Event.DUTY_OBJECTED,
        by=by,
        internal_note=reason,
        before=held.unit,
        after=proposed or held.sender,
    )
    return objection


@transaction.atomic
def agree(
    objection: DutyObjection,
    *,
    to: Unit | None = None,
    answer: str = "",
    by: User | None,
    at: datetime,
) -> Duty | None:
    """Take the duty back, and offer it to the unit `to` if there is one; returns that offer.

    Raises DutyRefused; also for the unit that objected: a sender who insists says so.
    """
    row, held = _open(objection)
    if to is not None and to.pk == held.unit_id:
        raise DutyRefused(Fault.TWICE)
    _answer(objection, agreed=True, answer=answer, by=by, at=at)
    end_duty(held, DutyState.PASSED_ON if to else DutyState.CANCELLED, at=at)
    note_step(
        row,
        Event.OBJECTION_AGREED,
        by=by,
        internal_note=answer,
        before=held.unit,
        after=held.sender,
    )
    if to is None or (held.part == Part.LEAD and to.pk == row.unit_id):
        return None
    if held.part == Part.LEAD:
        return assign(row, to, by=by, at=at, note=held.note, sender=held.sender)
    return call_in(row, [to], by=by, at=at, note=held.note, sender=held.sender)[0]


@transaction.atomic
def refuse(objection: DutyObjection, *, answer: str, by: User | None, at: datetime) -> Duty:
    """Insist on the duty with reasons: the unit must take it, or dispute it.

    Raises DutyRefused.
    """
    row, held = _open(objection)
    if not answer.strip():
        raise DutyRefused(Fault.REASON)
    _answer(objection, agreed=False, answer=answer, by=by, at=at)
    _set_state(held, DutyState.OFFERED)
    note_step(
        row, Event.OBJECTION_NO, by=by, internal_note=answer, before=held.sender, after=held.unit
    )
    return held


def _check_objection(row: Suggestion, duty: Duty, *, has_share: bool, at: datetime) -> None:
    if duty.state == DutyState.ACCEPTED:
        raise DutyRefused(Fault.ACCEPTED)
    if duty.state != DutyState.OFFERED:
        raise DutyRefused(Fault.SOMEONE_ELSE)
    if has_share or _had_part(row, duty):
        raise DutyRefused(Fault.SHARE)
    if duty.objections.exists():
        raise DutyRefused(Fault.INSISTED)
    if _is_too_late(row, duty, at):
        raise DutyRefused(Fault.LATE)


def _is_too_late(row: Suggestion, duty: Duty, at: datetime) -> bool:
    """Whether the time for objections is over; a clock may run for an earlier offer."""
    clock = row.clocks.filter(step=Step.OBJECT, unit=duty.unit).order_by("-started_at").first()
    if clock is None or not clock.is_late(at):
        return False
    return at > due_moment(clock, duty.sent_at, calendar=working_calendar())


def _had_part(row: Suggestion, duty: Duty) -> bool:
    """Whether the unit has accepted a part of the same matter, now or earlier."""
    earlier = row.duties.filter(unit=duty.unit, accepted_at__isnull=False)
    return bool(earlier.exclude(pk=duty.pk).exists())


def _open(objection: DutyObjection) -> tuple[Suggestion, Duty]:
    """The held suggestion and the duty; raises DutyRefused if the objection is answered."""
    row = hold(objection.duty.suggestion)
    held = Duty.objects.select_related("unit", "sender").get(pk=objection.duty_id)
    objection.refresh_from_db()
    if objection.answered_at is not None or held.state != DutyState.OBJECTED:
        raise DutyRefused(Fault.NO_OBJECTION)
    return row, held


def _answer(
    objection: DutyObjection, *, agreed: bool, answer: str, by: User | None, at: datetime
) -> None:
    objection.agreed, objection.answer = agreed, answer
    objection.answered_by, objection.answered_at = by, at
    objection.save(update_fields=["agreed", "answer", "answered_by", "answered_at"])


def _set_state(duty: Duty, state: DutyState) -> None:
    duty.state = state
    duty.save(update_fields=["state"])
