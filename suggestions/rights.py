"""Rights: which roles may do what with a suggestion of their unit or a unit below."""

from datetime import date
from enum import StrEnum

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches, units_of
from portal.organisation.unit import Unit
from suggestions.duties.sides import Side, units_on
from suggestions.handling.exclusion.barred import barred_keys, of_own_office
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
    RELEASE = "release"
    KEEP_OUT = "keep_out"
    DECIDE_INTEREST = "decide_interest"
    ASSIGN = "assign"
    TAKE = "take"
    HAND_OVER = "hand_over"
    OBJECT = "object"
    ANSWER_OBJECTION = "answer_objection"
    SETTLE = "settle"
    CONTRIBUTE = "contribute"
    EXTEND = "extend"
    APPROVE_EXTENSION = "approve_extension"
    CALL = "call"
    RESPOND = "respond"
    REPLY = "reply"
    APPROVE_REPLY = "approve_reply"
    RELEASE_REPLY = "release_reply"
    CHECK_REPLY = "check_reply"
    CALL_BACK = "call_back"
    SETTLE_RATING = "settle_rating"
    SUPERVISE = "supervise"
    TAKE_ON = "take_on"
    PUT_ON_AGENDA = "put_on_agenda"
    LOG_CONTACT = "log_contact"
    CLASS_TOGETHER = "class_together"
    CO_AUTHORS = "co_authors"
    COMMIT_DATE = "commit_date"
    MAKE_PAPERS = "make_papers"


RIGHTS: dict[Action, frozenset[Role]] = {
    Action.SEE: frozenset(STAFF_ROLES),
    Action.SCREEN: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    Action.CORRECT: frozenset({Role.EDITOR, Role.PUBLISHER}),
    Action.PUBLISH: frozenset({Role.PUBLISHER}),
    Action.HIDE: frozenset({Role.PUBLISHER, Role.EDITOR, Role.SUPERVISOR}),
    Action.CONTACT: frozenset({Role.HANDLER, Role.STATION_CLERK}),
    Action.RELEASE: frozenset({Role.EDITOR, Role.PUBLISHER}),
    Action.KEEP_OUT: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    Action.DECIDE_INTEREST: frozenset({Role.SUPERVISOR}),
    Action.ASSIGN: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    Action.TAKE: frozenset({Role.HANDLER}),
    Action.HAND_OVER: frozenset({Role.HANDLER, Role.SUPERVISOR}),
    Action.OBJECT: frozenset({Role.HANDLER, Role.SUPERVISOR}),
    Action.ANSWER_OBJECTION: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    Action.SETTLE: frozenset({Role.SUPERVISOR, Role.LEADER}),
    Action.CONTRIBUTE: frozenset({Role.HANDLER}),
    Action.EXTEND: frozenset({Role.HANDLER}),
    Action.APPROVE_EXTENSION: frozenset({Role.SUPERVISOR, Role.LEADER}),
    Action.CALL: frozenset({Role.HANDLER, Role.SUPERVISOR}),
    Action.RESPOND: frozenset({Role.HANDLER, Role.SUPERVISOR}),
    Action.REPLY: frozenset({Role.HANDLER, Role.SUPERVISOR}),
    Action.APPROVE_REPLY: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.LEADER}),
    Action.RELEASE_REPLY: frozenset({Role.SUPERVISOR, Role.EDITOR, Role.PUBLISHER}),
    Action.CHECK_REPLY: frozenset({Role.SUPERVISOR, Role.HANDLER}),
    Action.CALL_BACK: frozenset({Role.SUPERVISOR, Role.HANDLER}),
    Action.SETTLE_RATING: frozenset({Role.SUPERVISOR, Role.LEADER}),
    Action.SUPERVISE: frozenset({Role.SUPERVISOR}),
    Action.TAKE_ON: frozenset({Role.SUPERVISOR, Role.LEADER}),
    Action.PUT_ON_AGENDA: frozenset({Role.SUPERVISOR, Role.LEADER}),
    Action.LOG_CONTACT: frozenset({Role.HANDLER, Role.STATION_CLERK, Role.SUPERVISOR, Role.LEADER}),
    Action.CLASS_TOGETHER: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    Action.CO_AUTHORS: frozenset({Role.HANDLER, Role.STATION_CLERK}),
    Action.COMMIT_DATE: frozenset({Role.HANDLER, Role.SUPERVISOR}),
    Action.MAKE_PAPERS: frozenset({Role.HANDLER, Role.SUPERVISOR}),
}
SIDES: dict[Action, frozenset[Side]] = {
    Action.SEE: frozenset(Side) - {Side.JUDGE},
    Action.CONTACT: frozenset({Side.ANSWERING, Side.CO}),
    Action.LOG_CONTACT: frozenset({Side.ANSWERING, Side.CO}),
    Action.TAKE: frozenset({Side.ANSWERING, Side.OFFERED, Side.CO}),
    Action.HAND_OVER: frozenset({Side.ANSWERING, Side.CO}),
    Action.OBJECT: frozenset({Side.OFFERED}),
    Action.ANSWER_OBJECTION: frozenset({Side.SENDER}),
    Action.SETTLE: frozenset({Side.JUDGE}),
    Action.CONTRIBUTE: frozenset({Side.CO}),
    Action.EXTEND: frozenset({Side.ANSWERING, Side.CO}),
    Action.CALL: frozenset({Side.ANSWERING, Side.CO}),
    Action.RESPOND: frozenset({Side.CALLED}),
}
"""The units whose people may do it, where this is not only the unit that answers."""
ONES_OWN = frozenset(
    {
        *(Action.TAKE, Action.HAND_OVER, Action.OBJECT, Action.CONTRIBUTE, Action.EXTEND),
        *(Action.CALL, Action.RESPOND),
    }
)
"""Only a unit's own people speak for it here: not those of the units above it."""
FOR_REPORTS = frozenset(
    {
        *(Action.SEE, Action.SCREEN, Action.CONTACT, Action.TAKE, Action.HAND_OVER),
        *(Action.KEEP_OUT, Action.REPLY, Action.APPROVE_REPLY, Action.CHECK_REPLY),
        *(Action.CALL_BACK, Action.SETTLE_RATING, Action.LOG_CONTACT),
        Action.MAKE_PAPERS,
    }
)
"""What the office for reports against someone does with them; nothing of it is public."""
NOT_FOR_SUPERUSER = frozenset({Action.CONTACT, Action.CALL_BACK})
"""Contact details are for whoever must contact the author, not for who runs the machines."""


def may(user: Person, action: Action, suggestion: Suggestion, *, on: date) -> bool:
    """Whether `user` may do `action` with `suggestion` on the local date `on`.

    Whoever may not SEE a row may do nothing with it; whoever is complained of in it, or has
    withdrawn, or works for a unit of which that is so, may not see it.
    """
    if suggestion.pk in barred_keys(user, on=on):
        return False
    if suggestion.classification == Classification.REPORT:
        return _may_with_report(user, action, suggestion, on=on)
    if user.is_superuser:
        return action not in NOT_FOR_SUPERUSER
    units = units_on(suggestion, sides_of(action))
    return any(reaches_for(user, action, unit, on=on) for unit in units)


def may_for(user: Person, action: Action, suggestion: Suggestion, unit: Unit, *, on: date) -> bool:
    """Whether `user` may do `action` with `suggestion` in the name of `unit`, such as the unit
    of one of its duties.
    """
    return may(user, action, suggestion, on=on) and reaches_for(user, action, unit, on=on)


def sides_of(action: Action) -> frozenset[Side]:
    """Which units' people may do `action`: by default those of the unit that answers."""
    return SIDES.get(action, frozenset({Side.ANSWERING}))


def reaches_for(user: Person, action: Action, unit: Unit, *, on: date) -> bool:
    """Whether `user` may do `action` in the name of `unit`, whatever it is about."""
    if user.is_superuser:
        return action not in NOT_FOR_SUPERUSER
    if action in ONES_OWN:
        return unit in units_of(user, RIGHTS[action], on=on)
    return reaches(user, RIGHTS[action], unit, on=on)


def may_anywhere(user: Person, action: Action, *, on: date) -> bool:
    """Whether `user` may do `action` with any suggestion at all; opens menus and lists."""
    return user.is_superuser or has_role(user, *RIGHTS[action], on=on)


def _may_with_report(user: Person, action: Action, report: Suggestion, *, on: date) -> bool:
    if report.unit in report_offices(user, on=on):
        return action in FOR_REPORTS
    if not user.is_superuser or action not in FOR_REPORTS - NOT_FOR_SUPERUSER:
        return False
    about_office = of_own_office().filter(suggestion=report.pk)
    return not report.unit.receives_reports or about_office.exists()
