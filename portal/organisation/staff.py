"""Accounts of staff: who has one, who may open and change it."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.membership import ADMINISTRATORS, Membership, Role
from portal.organisation.policy import UnitRowsPolicy
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit


class StaffAccount(User):
    """A user who works here. Citizens' accounts are nobody's to browse, so they are not here."""

    class Meta:
        proxy = True
        verbose_name = _("staff account")
        verbose_name_plural = _("staff accounts")
        ordering = ["username"]


class StaffAccountPolicy(UnitRowsPolicy):
    """Staff of one's units and below, and those who belong to no unit yet.

    Nobody but a superuser changes a superuser or one of the three administrators: who could
    set their address could take their place.
    """

    def restrict(
        self, rows: models.QuerySet[Any], user: Person, actions: Iterable[str]
    ) -> models.QuerySet[Any]:
        """Those of `rows` with which `user` may do any of `actions` today."""
        staff = rows.filter(is_staff=True)
        if user.is_active and user.is_superuser:
            return staff
        units = units_of(user, self.roles_for(actions), on=timezone.localdate())
        if not units:
            return rows.none()
        elsewhere = Membership.objects.exclude(unit__in=Unit.objects.below(*units))
        staff = staff.filter(is_superuser=False).exclude(pk__in=elsewhere.values("user"))
        if "view" in actions:
            return staff
        administrators = Membership.objects.filter(role__in=ADMINISTRATORS)
        return staff.exclude(pk__in=administrators.values("user"))


staff_policy = StaffAccountPolicy(
    "portal.StaffAccount",
    roles={
        "add": (Role.SYSTEM_ADMIN,),
        "change": (Role.SYSTEM_ADMIN,),
        "remove_second_factor": (Role.SECURITY_ADMIN,),
        "view": (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN),
    },
)


@transaction.atomic
def keep_staff_account(account: StaffAccount) -> None:
    """Store a staff account; its mail address counts as confirmed by who typed it."""
    account.is_staff = True
    account.save()
    EmailAddress.objects.filter(user=account).exclude(email=account.email).delete()
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
