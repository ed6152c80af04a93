"""Planning: what will be done about an idea, by whom, until when, and how it is measured."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.chain.recording import note
from suggestions.conversion.action import Action, Rhythm
from suggestions.conversion.converting import locked, settle_due_day, touch
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.progress import ProgressNote
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.rights import may_plan
from suggestions.history import Event, record


@dataclass(frozen=True)
class Plan:
    """One action as it is planned. Baseline and target are values of the indicator."""

    what: str
    unit: Unit
    due_on: date
    co_units: list[Unit] = field(default_factory=list)
    indicator: str = ""
    indicator_unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    rhythm: str = Rhythm.NONE


@transaction.atomic
def plan_action(idea: GoldenIdea, plan: Plan, *, by: User, at: datetime) -> Action:
    """A new action; its day is a local date.

    Raises PermissionDenied if `by` may not plan for the idea, FollowUpRefused if the plan
    makes no sense.
    """
    if not may_plan(by, idea, on=localdate(at)):
        raise PermissionDenied
    _check(plan)
    if plan.due_on < localdate(at):
        raise FollowUpRefused(_("The day on which it is due has passed already."))
    locked(idea)
    action = Action(idea=idea, planned_on=localdate(at), first_due_on=plan.due_on)
    _write(action, plan)
    settle_due_day(idea)
    touch(idea)
    return action


@transaction.atomic
def change_action(action: Action, plan: Plan, *, by: User, at: datetime, reason: str = "") -> None:
    """Correct the action; a later day needs a `reason`, which everyone may read.

    Raises PermissionDenied if `by` may not plan for the idea, FollowUpRefused if the plan
    makes no sense or a reason is missing.
    """
    if not may_plan(by, action.idea, on=localdate(at)):
        raise PermissionDenied
    _check(plan)
    locked(action.idea)
    before = Action.objects.get(pk=action.pk).due_on
    if plan.due_on > before:
        _postpone(action, before, plan.due_on, reason, by=by, at=at)
    _write(action, plan)
    settle_due_day(action.idea)
    touch(action.idea)


def _check(plan: Plan) -> None:
    measured = plan.baseline is not None or plan.target is not None
    if measured and not plan.indicator:
        raise FollowUpRefused(_("Name the indicator to which the values belong."))
    if plan.indicator and plan.target is None:
        raise FollowUpRefused(_("Say which value of the indicator is aimed at."))


def _write(action: Action, plan: Plan) -> None:
    """Keep the plan in the row; the lead unit does not take part in its own action."""
    for name in ("what", "unit", "due_on", "indicator", "indicator_unit", "rhythm"):
        setattr(action, name, getattr(plan, name))
    action.baseline, action.target = plan.baseline, plan.target
    action.save()
    action.co_units.set([unit for unit in plan.co_units if unit.pk != plan.unit.pk])


def _postpone(
    action: Action, before: date, after: date, reason: str, *, by: User, at: datetime
) -> None:
    """Say in public that the day was put off, and why."""
    if not reason.strip():
        raise FollowUpRefused(_("Say why the day is put off; everyone may read it."))
    with override(settings.LANGUAGE_CODE):
        days = {"before": date_format(before), "after": date_format(after)}
        text = _("The day was put off from %(before)s to %(after)s.") % days
    text = f"{text}\n{reason.strip()}"
    told = ProgressNote.objects.create(action=action, text=text, state=action.state, at=at, by=by)
    note(told, at=at)
    action.last_news_on = localdate(at)
    record(action.idea.suggestion, Event.PROGRESS, by=by, note=text)
