"""Sharing: who helps with a step is as late as who is in charge of it."""

from collections.abc import Iterable
from copy import copy

from django.db import transaction

from portal.bulk import insert_many
from portal.signals import changed
from suggestions.clocks.clock import Clock, ClockPause
from suggestions.clocks.step import Step
from suggestions.suggestion import Suggestion


@transaction.atomic(savepoint=False)
def share_clocks(wanted: Iterable[tuple[Suggestion, int]], step: Step) -> int:
    """Let units (by key) owe `step` of suggestions exactly as the units in charge owe it now.

    Each gets a copy of the open clock: its length and source, its end, extension, promise and
    pauses. Nothing where none is open, or where the unit owes the step already. Returns how
    many clocks there are more; as many queries for many as for one.
    """
    pairs = list(wanted)
    rows = Clock.objects.open().filter(step=step, suggestion__in={row.pk for row, _unit in pairs})
    owed = {(clock.suggestion_id, clock.unit_id): clock for clock in rows}
    shared: dict[tuple[int, int], tuple[Clock, Clock]] = {}
    for row, unit in pairs:
        lead = owed.get((row.pk, row.unit_id))
        if lead is not None and (row.pk, unit) not in owed:
            shared[row.pk, unit] = (lead, _copy(lead, unit))
    _keep(list(shared.values()))
    return len(shared)


def _copy(lead: Clock, unit: int) -> Clock:
    """An unsaved clock of `unit` that says what `lead` says."""
    clock = copy(lead)
    clock.pk, clock.unit_id = None, unit
    clock._state.adding = True
    return clock


def _keep(shared: list[tuple[Clock, Clock]]) -> None:
    """Store the copies, second in each pair, with the pauses of the clocks they were made of."""
    if not shared:
        return
    insert_many([clock for _lead, clock in shared])
    pauses: dict[int, list[ClockPause]] = {}
    for pause in ClockPause.objects.filter(clock__in={lead.pk for lead, _clock in shared}):
        pauses.setdefault(pause.clock_id, []).append(pause)
    ClockPause.objects.bulk_create(
        ClockPause(
            clock=clock, started_at=pause.started_at, ended_at=pause.ended_at, reason=pause.reason
        )
        for lead, clock in shared
        for pause in pauses.get(lead.pk, [])
    )
    changed(Clock, [clock.pk for _lead, clock in shared])
