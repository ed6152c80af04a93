"""Who may do what with instructions, releases and special reports: one table."""

from datetime import date
from enum import StrEnum

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches
from portal.organisation.unit import Unit
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.instructions.instruction import ADDRESSED, WATCHERS, Instruction
from suggestions.instructions.report import REPORTERS, SpecialReport
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


class Act(StrEnum):
    """What staff can do."""

    INSTRUCT = "instruct"
    ENTER = "enter"
    WATCH = "watch"
    FEED_BACK = "feed_back"
    CLOSE = "close"
    ASK_RELEASE = "ask_release"
    RELEASE = "release"
    REVOKE_RELEASE = "revoke_release"
    REPORT = "report"
    ENTER_OUTCOME = "enter_outcome"


RIGHTS: dict[Act, frozenset[Role]] = {
    Act.INSTRUCT: frozenset({Role.LEADER}),
    Act.ENTER: frozenset({Role.EDITOR}),
    Act.WATCH: frozenset(WATCHERS),
    Act.FEED_BACK: frozenset(ADDRESSED),
    Act.CLOSE: frozenset({Role.LEADER, Role.EDITOR, Role.SUPERVISOR}),
    Act.ASK_RELEASE: frozenset({Role.EDITOR}),
    Act.RELEASE: frozenset({Role.PUBLISHER, Role.LEADER}),
    Act.REVOKE_RELEASE: frozenset({Role.PUBLISHER, Role.LEADER, Role.EDITOR}),
    Act.REPORT: frozenset({Role.EDITOR}),
    Act.ENTER_OUTCOME: frozenset({Role.EDITOR}),
}
"""Rights reach the suggestion's unit (the report's) from it and from above; FEED_BACK reaches
the units that were written to. Superusers look on, and do nothing of this."""


def may(user: Person, act: Act, suggestion: Suggestion, *, on: date) -> bool:
    """Whether `user` may do `act` about `suggestion` on the local date `on`.

    Reports against someone (检举控告) are not written on here, by anybody; whoever has withdrawn
    does nothing here.
    """
    if suggestion.classification == Classification.REPORT:
        return False
    if suggestion.pk in barred_keys(user, on=on):
        return False
    return reaches(user, RIGHTS[act], suggestion.unit, on=on)


def may_feed_back(user: Person, instruction: Instruction, unit: Unit, *, on: date) -> bool:
    """Whether `user` may report for `unit`, which must be one that was written to."""
    addressed = instruction.units.filter(pk=unit.pk).first()
    return reaches(user, RIGHTS[Act.FEED_BACK], addressed, on=on)


def may_report(user: Person, act: Act, report: SpecialReport, *, on: date) -> bool:
    """Whether `user` may do `act` with a report; of the leaders only the one it went to enters."""
    if act == Act.ENTER_OUTCOME and report.leader_id == user.pk:
        return True
    return reaches(user, RIGHTS[act], report.unit, on=on)


def is_leader_for(person: Person, unit: Unit, *, on: date) -> bool:
    """Whether `person` leads `unit` or one above it."""
    return reaches(person, RIGHTS[Act.INSTRUCT], unit, on=on)


def may_use_desk(user: Person, *, on: date) -> bool:
    """Who finds instructions in the admin's menu."""
    return bool(user.is_superuser) or has_role(user, *WATCHERS, *ADDRESSED, on=on)


def may_use_reports(user: Person, *, on: date) -> bool:
    """Who finds special reports in the admin's menu."""
    return bool(user.is_superuser) or has_role(user, *REPORTERS, on=on)
