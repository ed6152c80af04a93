"""Recounting: running clocks are counted again after a special day or a rule has changed.

An end that moves back is set at once and noted; one that would come earlier only if whoever asks
says so: a time limit is never shortened silently.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.signals import changed
from portal.working_days.stored import forget_special_days, working_calendar
from suggestions.clocks.choosing import rule_book
from suggestions.clocks.clock import ChangeKind, Clock, ClockChange
from suggestions.clocks.pausing import due_of, pauses_of
from suggestions.clocks.step import Step

BATCH = 500


@dataclass
class Outcome:
    """How many clocks end later now, how many earlier, and how many might but were left."""

    later: int = 0
    earlier: int = 0
    left: int = 0


def recount(
    *, by: User | None, reason: str, at: datetime, shorten: bool = False, with_rules: bool = False
) -> Outcome:
    """Count all running clocks again, in pieces; what changes is noted with `by` and `reason`.

    With `with_rules` each takes length and source from the rule that holds for it now.
    Clocks that stand still are counted when they go on.
    """
    forget_special_days()  # another process may have entered one a moment ago
    outcome = Outcome()
    for keys in _pieces():
        _recount_piece(keys, outcome, by=by, reason=reason, at=at, options=(shorten, with_rules))
    return outcome


@shared_task
def recount_after_special_day() -> None:
    """Give running clocks the days that are off now; safe to run at any time."""
    recount(by=None, reason=_("A special day was entered."), at=timezone.now())


def _pieces() -> Iterator[list[int]]:
    last, running = 0, Clock.objects.running()
    while keys := list(
        running.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]


@transaction.atomic
def _recount_piece(
    keys: list[int],
    outcome: Outcome,
    *,
    by: User | None,
    reason: str,
    at: datetime,
    options: tuple[bool, bool],
) -> None:
    shorten, with_rules = options
    rows = Clock.objects.running().filter(pk__in=keys).select_related("suggestion")
    clocks = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if with_rules:
        _adopt_rules(clocks)
    calendar, pauses = working_calendar(), pauses_of(clocks)
    changes = []
    for clock in clocks:
        due = due_of(clock, pauses.get(clock.pk, []), calendar)
        if due == clock.due_at:
            continue
        if due < clock.due_at and not shorten:
            outcome.left += 1
            continue
        outcome.later += due > clock.due_at
        outcome.earlier += due < clock.due_at
        changes.append(ClockChange(clock=clock, before=clock.due_at, after=due))
        clock.due_at = due
    _keep(changes, by=by, reason=reason, at=at)


def _keep(changes: list[ClockChange], *, by: User | None, reason: str, at: datetime) -> None:
    for change in changes:
        change.kind, change.by, change.reason, change.at = ChangeKind.RECOUNTED, by, reason, at
    clocks = [change.clock for change in changes]
    fields = ["due_at", "length", "length_unit", "rolls", "source", "extension_days", "may_commit"]
    Clock.objects.bulk_update(clocks, [*fields, "rule"])
    ClockChange.objects.bulk_create(changes)
    changed(Clock, [clock.pk for clock in clocks])


def _adopt_rules(clocks: list[Clock]) -> None:
    """Let unsaved `clocks` say what their rules say today; promised days are kept."""
    book, calendar = rule_book([clock.suggestion for clock in clocks]), working_calendar()
    for clock in clocks:
        start, step = clock.started_at, Step(clock.step)
        rule = book.rule_for(clock.suggestion, step, at=start, calendar=calendar)
        if rule is None or clock.rule_id is None:
            continue
        clock.rule, clock.length, clock.length_unit = rule, rule.length, rule.length_unit
        clock.rolls, clock.source = rule.rolls, rule.source
        clock.extension_days, clock.may_commit = rule.extension_days, rule.may_commit
