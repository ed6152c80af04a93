"""Who gets in to an address, and the names of those who often do together."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.organisation.membership import Role

VISITOR, CITIZEN, SUPERUSER = "visitor", "citizen", "superuser"
STAFF = frozenset(Role)
SIGNED_IN = STAFF | {CITIZEN}
EVERYONE = SIGNED_IN | {VISITOR}
CONTENT = {Role.EDITOR, Role.PUBLISHER}
SYSTEM, SECURITY, AUDIT = {Role.SYSTEM_ADMIN}, {Role.SECURITY_ADMIN}, {Role.AUDIT_ADMIN}
KEEPERS = {Role.EDITOR, Role.SYSTEM_ADMIN}
ORGANISERS = {Role.EDITOR, Role.CHAIR}
REPORTERS = {Role.EDITOR, Role.LEADER, Role.SUPERVISOR}
WATCHERS = REPORTERS | {Role.PUBLISHER}
AGENTS = {Role.STATION_CLERK, Role.HANDLER}
REPLIERS = {Role.HANDLER, Role.SUPERVISOR}
TIMEKEEPERS = {Role.SYSTEM_ADMIN, Role.SUPERVISOR}
TIME_READERS = {Role.HANDLER, Role.LEADER, Role.AUDIT_ADMIN}
COMMENDERS = WATCHERS | {Role.CHAIR}
FOLLOWERS = ORGANISERS | {Role.HANDLER, Role.SUPERVISOR}
TYPISTS = frozenset({Role.STATION_CLERK, Role.HANDLER})
SUPERVISED = {Role.SUPERVISOR, Role.LEADER, Role.HANDLER}
SUPERVISING = {Role.SUPERVISOR, Role.LEADER}
DESK = {
    *CONTENT,
    *(Role.STATION_CLERK, Role.HANDLER, Role.SUPERVISOR, Role.CHAIR, Role.LEADER),
}


@dataclass(frozen=True)
class Line:
    """Who gets in to an address."""

    people: frozenset[str]
    bound: bool = False
    superuser: bool = True

    def lets_in(self, person: str, *, foreign: bool) -> bool:
        """Whether `person` (a role's value, or one of the three above) gets in."""
        if person == SUPERUSER:
            return self.superuser
        return person in self.people and not (foreign and self.bound)


def to(people: Iterable[str], *, superuser: bool = True) -> Line:
    """These people, whatever row it is about."""
    return Line(frozenset(people), superuser=superuser)


def bound(people: Iterable[str], *, superuser: bool = True) -> Line:
    """These people, for rows of their own unit."""
    return Line(frozenset(people), bound=True, superuser=superuser)


NEVER = to((), superuser=False)
"""Switched off, leads elsewhere at once, or wants something that nobody has here."""
