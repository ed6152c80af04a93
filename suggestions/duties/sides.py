"""Sides: in which way units have to do with a suggestion, besides the one that answers."""

from collections.abc import Container, Iterator
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from portal.organisation.unit import Unit
from suggestions.duties.call import UNDER_WAY, Call
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.suggestion import Suggestion


class Side(StrEnum):
    """A unit's place in the handling of a suggestion."""

    ANSWERING = "answering"
    OFFERED = "offered"
    CO = "co"
    SENDER = "sender"
    CALLED = "called"
    CALLER = "caller"
    JUDGE = "judge"


OF_DUTIES = frozenset({Side.OFFERED, Side.CO, Side.SENDER, Side.JUDGE})


def units_on(suggestion: Suggestion, sides: Container[Side]) -> Iterator[Unit]:
    """The units on one of `sides` now; quick if the rows came `with_sides`."""
    if Side.ANSWERING in sides:
        yield suggestion.unit
    if any(side in sides for side in OF_DUTIES):
        for duty in suggestion.duties.all():
            yield from (unit for side, unit in _of_duty(duty) if side in sides)
    if Side.CALLED in sides or Side.CALLER in sides:
        for call in suggestion.calls.all():
            yield from (unit for side, unit in _of_call(call) if side in sides)


def with_sides(rows: "QuerySet[Suggestion]") -> "QuerySet[Suggestion]":
    """`rows` with their duties, disputes and calls read along: two queries, or four with duties."""
    duties = Duty.objects.select_related("unit", "sender", "sent_by", "handler")
    objections = DutyObjection.objects.select_related("by", "proposed", "answered_by")
    disputes = DutyDispute.objects.select_related("by", "judge", "settled_unit", "settled_by")
    calls = Call.objects.select_related("unit", "caller")
    return rows.prefetch_related(
        Prefetch("duties", duties),
        Prefetch("duties__objections", objections),
        Prefetch("duties__disputes", disputes),
        Prefetch("calls", calls),
    )


def _of_duty(duty: Duty) -> Iterator[tuple[Side, Unit]]:
    if duty.is_waiting:
        yield Side.OFFERED, duty.unit
        yield Side.SENDER, duty.sender
    if duty.state == DutyState.ACCEPTED and duty.part == Part.CO:
        yield Side.CO, duty.unit
    if duty.state == DutyState.DISPUTED:
        for dispute in duty.disputes.all():
            if dispute.judge and dispute.settled_at is None and dispute.conference_at is None:
                yield Side.JUDGE, dispute.judge


def _of_call(call: Call) -> Iterator[tuple[Side, Unit]]:
    if call.state in UNDER_WAY:
        yield Side.CALLED, call.unit
        yield Side.CALLER, call.caller
