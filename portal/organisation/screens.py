"""The screens of past roles: people leave the groups of roles they no longer act in."""

from datetime import date

from django.db.models import Exists, OuterRef

from portal.accounts.user import User
from portal.organisation.delegation.row import Delegation
from portal.organisation.membership import Membership, Role


def close_screens(*, on: date) -> int:
    """Take people out of the groups of roles they hold no longer; returns how many places.

    Run daily. Until then somebody may still open the screens of a past role, but finds
    no rows there. Roles that begin later, or are lent, keep their group.
    """
    places = User.groups.through.objects.filter(group__name__in=Role.values)
    held = Membership.objects.not_ended_before(on).filter(
        user=OuterRef("user"), role=OuterRef("group__name")
    )
    lent = Delegation.objects.not_over(on).filter(
        to=OuterRef("user"), membership__role=OuterRef("group__name")
    )
    return places.filter(~Exists(held), ~Exists(lent)).delete()[0]
