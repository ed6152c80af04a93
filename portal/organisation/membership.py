"""Memberships: who acts in which role for which unit, from when until when."""

from datetime import date
from typing import Self

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit


class Role(models.TextChoices):
    """What a person does for a unit."""

    STATION_CLERK = "station_clerk", _("Station clerk")
    HANDLER = "handler", _("Unit handler")
    SUPERVISOR = "supervisor", _("Supervisor")
    REVIEWER = "reviewer", _("Reviewer")
    CHAIR = "chair", _("Panel chair")
    EDITOR = "editor", _("Editor")
    PUBLISHER = "publisher", _("Publisher")
    LEADER = "leader", _("Leader")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECURITY_ADMIN = "security_admin", _("Security administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about many memberships."""

    def active(self, on: date) -> Self:
        """Memberships that hold on the local date `on`, both ends included."""
        open_ended = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on)
        return self.filter(open_ended, starts_on__lte=on)


class Membership(models.Model):
    """One person in one role for one unit. Rights reach the unit and all below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role", "starts_on"], name="membership_once"
            )
        ]

    def __str__(self) -> str:
        """Who is what, and where."""
        return f"{self.user}: {self.get_role_display()}, {self.unit}"


@transaction.atomic
def appoint(user: User, role: Role, unit: Unit, *, starts_on: date) -> Membership:
    """Give `user` the role for `unit` from `starts_on`; the same appointment twice is one.

    The Wagtail group of the same name opens the screens of the role; which rows appear
    there follows from the membership alone.
    """
    group, _created = Group.objects.get_or_create(name=role.value)
    user.groups.add(group)
    membership, _created = Membership.objects.get_or_create(
        user=user, unit=unit, role=role, starts_on=starts_on
    )
    return membership
