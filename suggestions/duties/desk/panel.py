"""The card "Who handles it" on a suggestion's page: duties, calls, and what one can do now."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from portal.accounts.user import User
from suggestions.duties.allowed import HANDLED
from suggestions.duties.call import UNDER_WAY, Call
from suggestions.duties.desk.act import Act, acts_for
from suggestions.duties.desk.call_acts import CALL_ACTS
from suggestions.duties.desk.duty_acts import DUTY_ACTS, dispute_of, objection_of
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.handling.desk.panels import Panel
from suggestions.rights import Action, may, may_for
from suggestions.suggestion import Suggestion

Acts = list[tuple[str, Act]]


@dataclass(frozen=True)
class DutyLine:
    """A duty with what was said about it and what one can do with it."""

    duty: Duty
    objection: DutyObjection | None
    dispute: DutyDispute | None
    acts: Acts


@dataclass(frozen=True)
class CallLine:
    """A call with what one can do with it."""

    call: Call
    acts: Acts


def duties_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """Who handles it and who helps, and every step that is open to `person`.

    One query besides those of the page; None where there is nothing to show or to do.
    """
    duties, calls = list(suggestion.duties.all()), list(suggestion.calls.all())
    handled = suggestion.state in HANDLED
    context = {
        "suggestion": suggestion,
        "now": [_duty_line(duty, person, on) for duty in duties if duty.is_open],
        "before": [duty for duty in duties if not duty.is_open],
        "calls": [_call_line(call, person, on) for call in calls],
        "calls_open": any(call.state in UNDER_WAY for call in calls),
        "extensions": list(suggestion.extensions.select_related("unit", "by", "answered_by")),
        "may_take": handled
        and not _taken(duties)
        and may_for(person, Action.TAKE, suggestion, suggestion.unit, on=on),
        "may_assign": handled and _may(person, Action.ASSIGN, suggestion, on),
        "may_call": handled and _may(person, Action.CALL, suggestion, on),
        "may_extend": handled and _may(person, Action.EXTEND, suggestion, on),
        "may_approve": _may(person, Action.APPROVE_EXTENSION, suggestion, on),
        "now_at": timezone.now(),
    }
    if not handled and not duties and not calls:
        return None
    return Panel("suggestions/duties/desk/panel.html", context, order=110)


def _may(person: User, action: Action, suggestion: Suggestion, on: date) -> bool:
    return may(person, action, suggestion, on=on)


def _taken(duties: list[Duty]) -> bool:
    """Whether the unit that answers has somebody who handles it, or can take its duty."""
    return any(duty.part == Part.LEAD and duty.state == DutyState.ACCEPTED for duty in duties)


def _duty_line(duty: Duty, person: User, on: date) -> DutyLine:
    acts = acts_for(duty, DUTY_ACTS, person, on=on)
    return DutyLine(duty, objection_of(duty), dispute_of(duty), acts)


def _call_line(call: Call, person: User, on: date) -> CallLine:
    return CallLine(call, acts_for(call, CALL_ACTS, person, on=on))
