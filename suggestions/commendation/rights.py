"""Who may do what with a commendation: one table, and one function that reads it."""

from datetime import date
from enum import StrEnum

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role, reaches, units_of
from portal.organisation.unit import Unit, paths_up
from suggestions.commendation.commendation import (
    FOLLOWERS,
    NOMINATORS,
    Commendation,
)


class Act(StrEnum):
    """What staff can do with a commendation."""

    FOLLOW = "follow"
    DRAFT = "draft"
    NOMINATE = "nominate"
    PUBLISH = "publish"
    ANSWER = "answer"
    DRAW = "draw"
    APPROVE = "approve"
    WITHHOLD = "withhold"
    REVOKE = "revoke"
    CONTACT = "contact"


RIGHTS: dict[Act, frozenset[Role]] = {
    Act.FOLLOW: frozenset(FOLLOWERS),
    Act.DRAFT: frozenset({Role.EDITOR}),
    Act.NOMINATE: frozenset(NOMINATORS),
    Act.PUBLISH: frozenset({Role.PUBLISHER}),
    Act.ANSWER: frozenset({Role.EDITOR, Role.SUPERVISOR}),
    Act.DRAW: frozenset({Role.CHAIR, Role.SUPERVISOR}),
    Act.APPROVE: frozenset({Role.CHAIR, Role.LEADER}),
    Act.WITHHOLD: frozenset({Role.EDITOR, Role.PUBLISHER}),
    Act.REVOKE: frozenset({Role.PUBLISHER, Role.LEADER}),
    Act.CONTACT: frozenset({Role.SUPERVISOR, Role.EDITOR}),
}
"""Rights reach the commending unit from it and from above; NOMINATE also from below."""
FOR_SUPERUSER = frozenset({Act.FOLLOW})
"""Who runs the machines looks on: they commend nobody, draw no panel and approve nothing."""


def may(user: Person, act: Act, commendation: Commendation, *, on: date) -> bool:
    """Whether `user` may do `act` with `commendation` on the local date `on`."""
    return may_for(user, act, commendation.unit, on=on)


def may_for(user: Person, act: Act, unit: Unit, *, on: date) -> bool:
    """Whether `user` may do `act` with the commendations of `unit`."""
    if reaches(user, RIGHTS[act], unit, on=on):
        return True
    if act == Act.NOMINATE:
        return any(unit.path in paths_up(own) for own in units_of(user, RIGHTS[act], on=on))
    return bool(user.is_superuser) and act in FOR_SUPERUSER


def may_use_desk(user: Person, *, on: date) -> bool:
    """Who finds commendations in the admin's menu."""
    everyone = (*FOLLOWERS, *NOMINATORS, Role.REVIEWER)
    return bool(user.is_superuser) or has_role(user, *everyone, on=on)


def may_draft_somewhere(user: Person, *, on: date) -> bool:
    """Whether `user` may begin a list at all."""
    return has_role(user, *RIGHTS[Act.DRAFT], on=on)
