"""Converting: planning actions, reporting progress, and what came of an idea."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.conversion.action import Action, ActionState
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.progress import ProgressNote
from suggestions.conversion.rights import may_conclude, may_plan, may_report, may_show
from suggestions.history import Event, move, record
from suggestions.states import State


@transaction.atomic
def plan_action(
    idea: GoldenIdea, what: str, unit: Unit, due_on: date, *, by: User, at: datetime
) -> Action:
    """A new planned action of `unit`, due on a local date.

    Raises PermissionDenied if `by` may not plan for the idea.
    """
    if not may_plan(by, idea, on=localdate(at)):
        raise PermissionDenied
    action = Action.objects.create(idea=idea, what=what, unit=unit, due_on=due_on)
    touch(idea)
    return action


@transaction.atomic
def change_action(
    action: Action, what: str, unit: Unit, due_on: date, *, by: User, at: datetime
) -> None:
    """Correct what is done, by which unit or until when.

    Raises PermissionDenied if `by` may not plan for the idea.
    """
    if not may_plan(by, action.idea, on=localdate(at)):
        raise PermissionDenied
    action.what, action.unit, action.due_on = what, unit, due_on
    action.save(update_fields=["what", "unit", "due_on"])
    touch(action.idea)


@transaction.atomic
def report_progress(
    action: Action, state: ActionState, text: str, *, by: User, at: datetime
) -> ProgressNote:
    """Keep what happened and how far the action has come; the author reads it too.

    Raises PermissionDenied if `by` may not report on the action.
    """
    if not may_report(by, action, on=localdate(at)):
        raise PermissionDenied
    note = ProgressNote.objects.create(action=action, text=text, state=state, at=at, by=by)
    action.state = state
    action.save(update_fields=["state"])
    record(action.idea.suggestion, Event.PROGRESS, by=by, note=text)
    touch(action.idea)
    return note


@transaction.atomic
def convert(idea: GoldenIdea, note: str, *, by: User, at: datetime) -> None:
    """Call the idea carried out (转化落实); the author reads `note`.

    Raises PermissionDenied if `by` may not conclude, MoveNotAllowed if it is concluded.
    """
    _conclude(idea, State.CONVERTED, note, by=by, at=at)


@transaction.atomic
def lapse(idea: GoldenIdea, note: str, *, by: User, at: datetime) -> None:
    """Call the idea lapsed (逾期未落实/终止); the author reads `note`.

    Raises PermissionDenied if `by` may not conclude, MoveNotAllowed if it is concluded.
    """
    _conclude(idea, State.LAPSED, note, by=by, at=at)


def show(idea: GoldenIdea, public: bool, *, by: User, at: datetime) -> None:
    """Show the idea on the site, or take it off; raises PermissionDenied if `by` may not."""
    if not may_show(by, idea, on=localdate(at)):
        raise PermissionDenied
    idea.public = public
    idea.save(update_fields=["public"])


def touch(idea: GoldenIdea) -> None:
    """Raise the row's version: something that is shown with the idea has changed."""
    idea.save(update_fields=["version"])


def _conclude(idea: GoldenIdea, to: State, note: str, *, by: User, at: datetime) -> None:
    if not may_conclude(by, idea, on=localdate(at)):
        raise PermissionDenied
    move(idea.suggestion, to, by=by, note=note)
    touch(idea)
