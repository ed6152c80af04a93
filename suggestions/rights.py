"""Rights: which roles may do what with a suggestion of their unit or a unit below."""

from datetime import date
from enum import StrEnum

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches
from suggestions.states import Classification
from suggestions.suggestion import STAFF_ROLES, Suggestion, report_offices


class Action(StrEnum):
    """What staff can do with one suggestion."""

    SEE = "see"
    SCREEN = "screen"
    CORRECT = "correct"
    PUBLISH = "publish"
    HIDE = "hide"
    CONTACT = "contact"


RIGHTS: dict[Action, frozenset[Role]] = {
    Action.SEE: frozenset(STAFF_ROLES),
    Action.SCREEN: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    Action.CORRECT: frozenset({Role.EDITOR, Role.PUBLISHER}),
    Action.PUBLISH: frozenset({Role.PUBLISHER}),
    Action.HIDE: frozenset({Role.PUBLISHER, Role.EDITOR, Role.SUPERVISOR}),
    Action.CONTACT: frozenset({Role.HANDLER, Role.STATION_CLERK}),
}
FOR_REPORTS = frozenset({Action.SEE, Action.SCREEN, Action.CONTACT})
"""What the office for reports against someone does with them; nothing of it is public."""
NOT_FOR_SUPERUSER = frozenset({Action.CONTACT})
"""Contact details are for whoever must contact the author, not for who runs the machines."""


def may(user: Person, action: Action, suggestion: Suggestion, *, on: date) -> bool:
    """Whether `user` may do `action` with `suggestion` on the local date `on`.

    Whoever may not SEE a row may do nothing with it.
    """
    if suggestion.classification == Classification.REPORT:
        return _may_with_report(user, action, suggestion, on=on)
    if user.is_superuser:
        return action not in NOT_FOR_SUPERUSER
    return reaches(user, RIGHTS[action], suggestion.unit, on=on)


def may_anywhere(user: Person, action: Action, *, on: date) -> bool:
    """Whether `user` may do `action` with any suggestion at all; opens menus and lists."""
    return user.is_superuser or has_role(user, *RIGHTS[action], on=on)


def _may_with_report(user: Person, action: Action, report: Suggestion, *, on: date) -> bool:
    if report.unit in report_offices(user, on=on):
        return action in FOR_REPORTS
    stray = not report.unit.receives_reports
    return user.is_superuser and stray and action in FOR_REPORTS - NOT_FOR_SUPERUSER
