"""The screens of roles: people are in the groups of the roles they hold today, and no others.

A group opens screens, and for pages and pictures it is the whole right: who is to publish next
week, or was lent that role until yesterday, must not be in it today.
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.accounts.user import User
from portal.organisation.delegation.row import Delegation
from portal.organisation.membership import Membership, Role


@transaction.atomic
def fit_screens(people: Iterable[User] | None = None, *, on: date) -> None:
    """Let `people`, or everybody, be in the groups of the roles they hold on the local date `on`,
    as their own or lent, and in those of no other role. Run hourly.
    """
    keys = None if people is None else [person.pk for person in people]
    _close(keys, on)
    _open(keys, on)


def _close(keys: list[int] | None, on: date) -> None:
    """Take people out of the groups of roles they do not hold."""
    places = User.groups.through.objects.filter(group__name__in=Role.values)
    held = Membership.objects.active(on).filter(user=OuterRef("user"), role=OuterRef("group__name"))
    lent = Delegation.objects.active(on).filter(
        to=OuterRef("user"), membership__role=OuterRef("group__name")
    )
    if keys is not None:
        places = places.filter(user__in=keys)
    places.filter(~Exists(held), ~Exists(lent)).delete()


def _open(keys: list[int] | None, on: date) -> None:
    """Put people into the groups of roles they hold; who is there already stays."""
    through = User.groups.through
    groups = dict(Group.objects.filter(name__in=Role.values).values_list("name", "pk"))
    places = through.objects.filter(group__in=groups.values())
    held, lent = Membership.objects.active(on), Delegation.objects.active(on)
    if keys is not None:
        places, held, lent = (
            places.filter(user__in=keys),
            held.filter(user__in=keys),
            lent.filter(to__in=keys),
        )
    there = set(places.values_list("user", "group"))
    wanted = {
        (person, groups[role])
        for rows, names in ((held, ("user", "role")), (lent, ("to", "membership__role")))
        for person, role in rows.values_list(*names)
        if role in groups
    }
    missing = [through(user_id=person, group_id=group) for person, group in wanted - there]
    through.objects.bulk_create(missing, ignore_conflicts=True)
