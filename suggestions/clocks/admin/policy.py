"""Who keeps the time limits: the system administrator all, supervisors those of own campaigns."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from campaigns.pages import CampaignPage
from portal.organisation.membership import Role
from portal.organisation.policy import RolePolicy
from portal.organisation.rights import Person, has_role, units_of
from portal.organisation.unit import within

ADMINISTRATOR = Role.SYSTEM_ADMIN
KEEPERS = (ADMINISTRATOR, Role.SUPERVISOR)
READERS = (*KEEPERS, Role.HANDLER, Role.LEADER, Role.AUDIT_ADMIN)
CHANGES = frozenset({"change", "delete"})


class CampaignRowsPolicy(RolePolicy):
    """A campaign's rows belong to its supervisors, rows for everything to the administrator."""

    def restrict(self, rows: QuerySet[Any], user: Person, actions: Iterable[str]) -> QuerySet[Any]:
        """Everybody reads all; what may be changed depends on whose campaign it is."""
        asked = set(actions)
        if not self.user_has_any_permission(user, asked):
            return rows.none()
        if not asked <= CHANGES or keeps_all(user):
            return rows
        return rows.filter(campaign__in=own_campaigns(user))


def keeps_all(user: Person) -> bool:
    """Whether `user` keeps what holds for every campaign."""
    return user.is_superuser or has_role(user, ADMINISTRATOR, on=localdate())


def own_campaigns(user: Person) -> QuerySet[CampaignPage]:
    """The campaigns for which `user` may set time limits, newest first."""
    rows = CampaignPage.objects.order_by("-first_published_at", "-pk").defer_streamfields()
    if keeps_all(user):
        return rows
    supervised = units_of(user, (Role.SUPERVISOR,), on=localdate())
    return rows.filter(within(supervised, "organiser"))
