"""Which roles a person holds, and which units these reach."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser

from portal.accounts.user import User
from portal.organisation.membership import Membership, Role
from portal.organisation.unit import Unit

Person = User | AnonymousUser


def memberships_of(user: Person, *, on: date) -> list[Membership]:
    """The memberships `user` holds on `on`, with their units; read once per user object."""
    if not user.is_authenticated or not user.is_active:
        return []
    held: dict[date, list[Membership]] = user.__dict__.setdefault("_memberships_on", {})
    if on not in held:
        held[on] = list(user.memberships.active(on).select_related("unit"))
    return held[on]


def has_role(user: Person, *roles: Role, on: date) -> bool:
    """Whether `user` holds any of `roles` on `on`, for whatever unit."""
    return any(membership.role in roles for membership in memberships_of(user, on=on))


def units_of(user: Person, roles: Iterable[Role], *, on: date) -> list[Unit]:
    """The units for which `user` holds one of `roles`; their rights reach all below."""
    wanted = set(roles)
    return [m.unit for m in memberships_of(user, on=on) if m.role in wanted]


def reaches(user: Person, roles: Iterable[Role], unit: Unit | None, *, on: date) -> bool:
    """Whether `user` holds one of `roles` for `unit` or a unit above it."""
    if unit is None:
        return False
    return any(unit.path.startswith(own.path) for own in units_of(user, roles, on=on))
