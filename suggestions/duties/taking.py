"""Taking: a unit accepts a duty, a clerk makes it their own and may hand it to a colleague."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import holders
from portal.organisation.unit import Unit
from suggestions.clocks.running import meet_clock
from suggestions.clocks.sharing import share_clocks
from suggestions.clocks.step import Step
from suggestions.duties.allowed import check_handled
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.leading import give_lead
from suggestions.duties.noting import hold, note_step
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.handling.screening import ELSEWHERE, CannotScreen, accept
from suggestions.handling.screening import Fault as Screening
from suggestions.history import Event
from suggestions.states import State
from suggestions.suggestion import Suggestion


@transaction.atomic
def take(duty: Duty, *, by: User, at: datetime, because: str = "") -> Duty:
    """Accept `duty` for its unit if nobody has, and make `by` the one who handles it.

    With the lead the unit answers from now on, and a message that has a class is accepted;
    `because` says why a claim or a matter of the courts is handled here. Taking it twice is
    taking it once. Raises DutyRefused if a colleague has it, or if it was taken back
    meanwhile, and CannotScreen without a reason where one is needed.
    """
    row = hold(duty.suggestion)
    held = Duty.objects.select_related("unit", "sender").get(pk=duty.pk)
    if held.is_waiting:
        if needs_reason(row, held) and not because.strip():
            raise CannotScreen(Screening.HANDLED_HERE)
        accept_duty(row, held, by=by, at=at, because=because)
    elif held.state != DutyState.ACCEPTED:
        raise DutyRefused(Fault.SOMEONE_ELSE)
    elif held.handler_id == by.pk:
        return held
    if held.handler_id is not None:
        raise DutyRefused(Fault.TAKEN)
    held.handler = by
    held.save(update_fields=["handler"])
    note_step(row, Event.DUTY_TAKEN, by=by, after=held.unit)
    return held


@transaction.atomic
def take_up(suggestion: Suggestion, *, by: User, at: datetime) -> Duty:
    """Make `by` the one who handles `suggestion` for the unit that answers.

    Raises DutyRefused if a colleague has it, or if nobody works on it now.
    """
    row = hold(suggestion)
    lead = row.duties.leads().filter(state=DutyState.ACCEPTED).first()
    if lead is None:
        check_handled(row)
        lead = Duty.objects.create(
            suggestion=row,
            unit=row.unit,
            part=Part.LEAD,
            state=DutyState.ACCEPTED,
            sender=row.unit,
            sent_by=by,
            sent_at=at,
            accepted_at=at,
        )
    return take(lead, by=by, at=at)


def needs_reason(suggestion: Suggestion, duty: Duty) -> bool:
    """Whether taking `duty` takes up what is otherwise referred (信访工作条例 Arts. 22, 31)."""
    taken_up = duty.part == Part.LEAD and suggestion.state == State.RECEIVED
    return taken_up and suggestion.classification in ELSEWHERE


def accept_duty(
    row: Suggestion, duty: Duty, *, by: User | None, at: datetime, because: str = ""
) -> None:
    """Let the unit of `duty` have it: both rows must be held. Open objections are dropped.

    `because` is why a claim is handled here, for one that is taken up with the duty.
    """
    duty.objections.filter(answered_at=None).update(agreed=False, answered_at=at, answered_by=by)
    duty.disputes.filter(settled_at=None).update(
        settled_at=at, settled_by=by, settled_unit=duty.unit
    )
    if duty.part == Part.LEAD:
        give_lead(row, duty, by=by, at=at)
    duty.state, duty.accepted_at = DutyState.ACCEPTED, at
    duty.save(update_fields=["state", "accepted_at"])
    meet_clock(row, Step.OBJECT, at=at, unit=duty.unit)
    if duty.part == Part.CO:
        share_clocks([(row, duty.unit_id)], Step.REPLY)  # 主办、协办同责
    elif row.state == State.RECEIVED:
        _take_message_up(row, by, because)


@transaction.atomic
def hand_to(duty: Duty, colleague: User, *, by: User, at: datetime) -> Duty:
    """Let `colleague`, who handles suggestions for the same unit, handle it from now on.

    Raises DutyRefused.
    """
    row = hold(duty.suggestion)
    held = Duty.objects.select_related("unit").get(pk=duty.pk)
    if held.state != DutyState.ACCEPTED:
        raise DutyRefused(Fault.SOMEONE_ELSE)
    if not colleagues_of(held.unit, at=at).filter(pk=colleague.pk).exists():
        raise DutyRefused(Fault.COLLEAGUE)
    if row.pk in barred_keys(colleague, on=localdate(at)):
        raise DutyRefused(Fault.KEPT_OUT)
    held.handler = colleague
    held.save(update_fields=["handler"])
    note_step(row, Event.DUTY_HANDED, by=by, internal_note=colleague.name, after=held.unit)
    return held


def colleagues_of(unit: Unit, *, at: datetime) -> QuerySet[User]:
    """The people who handle suggestions for `unit` itself, by name."""
    return holders([unit.path], [Role.HANDLER], on=localdate(at)).order_by("name", "pk")


def _take_message_up(row: Suggestion, by: User | None, because: str) -> None:
    """A unit that takes the lead takes the message up; one without a class waits for it."""
    try:
        accept(row, by=by, because=because)
    except CannotScreen:
        return
