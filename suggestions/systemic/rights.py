"""Who may do what with a systemic issue: of its owner, that is, and of the units above."""

from datetime import date
from enum import StrEnum

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches, units_of
from portal.organisation.unit import Unit, within
from suggestions.systemic.systemic_issue import LOOKING, SystemicIssue, SystemicIssueQuerySet


class Act(StrEnum):
    """What staff can do."""

    OPEN = "open"
    WORK = "work"
    LINK = "link"
    ANSWER = "answer"
    SHOW = "show"


RIGHTS: dict[Act, frozenset[Role]] = {
    Act.OPEN: frozenset({Role.SUPERVISOR, Role.EDITOR}),
    Act.WORK: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    Act.LINK: frozenset({Role.HANDLER, Role.SUPERVISOR, Role.EDITOR}),
    Act.ANSWER: frozenset({Role.SUPERVISOR, Role.LEADER}),
    Act.SHOW: frozenset({Role.PUBLISHER, Role.EDITOR}),
}


def may(user: Person, act: Act, issue: SystemicIssue, *, on: date) -> bool:
    """Whether `user` may do `act` with `issue` on the local date `on`."""
    return may_for(user, act, issue.unit, on=on)


def may_for(user: Person, act: Act, unit: Unit, *, on: date) -> bool:
    """Whether `user` may do `act` with issues of `unit`."""
    return reaches(user, RIGHTS[act], unit, on=on)


def open_to_link(user: Person, *, on: date) -> SystemicIssueQuerySet:
    """The open issues into which `user` may put suggestions, the newest first."""
    reach = within(units_of(user, RIGHTS[Act.LINK], on=on), "unit")
    return SystemicIssue.objects.open().filter(reach).order_by("-opened_at", "-pk")


def may_use_desk(user: Person, *, on: date) -> bool:
    """Who finds systemic issues in the admin's menu."""
    return bool(user.is_superuser) or has_role(user, *LOOKING, on=on)
