"""Which roles a person holds, and which units these reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from portal.accounts.user import User
from portal.organisation.delegation.row import Delegation
from portal.organisation.membership import Membership, Role
from portal.organisation.unit import Unit, within

Person = User | AnonymousUser


def memberships_of(user: Person, *, on: date) -> list[Membership]:
    """The memberships `user` holds on `on`, with their units, in the order of the tree; read
    once per user object.

    Those that a colleague who is absent has lent to `user` are among them: such a membership's
    `user` is the colleague. Who did something is always whoever was signed in.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    held: dict[date, list[Membership]] = user.__dict__.setdefault("_memberships_on", {})
    if on not in held:
        lent = Delegation.objects.active(on).filter(to=user)
        mine = Q(user=user) | Q(pk__in=lent.values("membership"))
        rows = Membership.objects.active(on).filter(mine).select_related("unit")
        held[on] = list(rows.order_by("unit__path", "pk"))
    return held[on]


def holders(paths: Iterable[str] | None, roles: Iterable[Role], *, on: date) -> QuerySet[User]:
    """The active people who hold one of `roles`, as their own or lent, for exactly one of the
    units at these places in the tree; None: for any unit.
    """
    held = Membership.objects.active(on).filter(role__in=roles)
    if paths is not None:
        held = held.filter(unit__path__in=paths)
    lent = Delegation.objects.active(on).filter(membership__in=held.values("pk"))
    theirs = Q(pk__in=held.values("user")) | Q(pk__in=lent.values("to"))
    return User.objects.filter(theirs, is_active=True)


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


@dataclass(frozen=True)
class Reach:
    """The units that somebody's roles reach: their keys, or simply all there are."""

    keys: tuple[int, ...]
    everything: bool = False


def reach_of(user: Person, roles: Iterable[Role], *, on: date) -> Reach:
    """The units for which `user` holds one of `roles`, and all below; read once per user object.

    As keys, by which a database plans better than by places in the tree.
    """
    read: dict[tuple[date, frozenset[Role]], Reach] = user.__dict__.setdefault("_reach_on", {})
    asked = (on, frozenset(roles))
    if asked not in read:
        read[asked] = _reach(units_of(user, asked[1], on=on))
    return read[asked]


def _reach(units: list[Unit]) -> Reach:
    if not units:
        return Reach(())
    mine = within(units)
    everything = not Unit.objects.exclude(mine).order_by().exists()
    keys = Unit.objects.filter(mine).order_by().values_list("pk", flat=True)
    return Reach(() if everything else tuple(keys), everything)
