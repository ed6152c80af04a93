"""Memberships: who acts in which role for which unit, from when until when."""

from datetime import date
from typing import Self

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

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
        return self.not_ended_before(on).filter(starts_on__lte=on)

    def not_ended_before(self, on: date) -> Self:
        """Memberships that hold on `on` or begin later."""
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on))


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

    def is_active(self, on: date) -> bool:
        """Whether this membership holds on the local date `on`."""
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""Who looks after the machines, the rights and the records: never the same person twice."""


class AppointmentRefused(Exception):
    """The appointment would undo the separation of powers; the text says how."""


@transaction.atomic
def appoint(
    user: User,
    role: Role,
    unit: Unit,
    *,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None = None,
) -> Membership:
    """Give `user` the role for `unit` from `starts_on`; the same appointment twice is one.

    The Wagtail group of the same name opens the screens of the role, from the day on which it
    begins (portal.organisation.screens); which rows appear there follows from the membership
    alone. `by` is None for the portal's own set-up.
    Raises AppointmentRefused if people appoint themselves or one person would be two of
    the three administrators.
    """
    check_separation(user, role, on=starts_on, by=by)
    membership, created = Membership.objects.get_or_create(
        user=user, unit=unit, role=role, starts_on=starts_on, defaults={"ends_on": ends_on}
    )
    if created:
        log(instance=membership, action="portal.appoint", user=by)
    make_staff(user)
    if membership.is_active(localdate()):
        open_screens(user, role)
    return membership


def check_separation(user: User, role: Role, *, on: date, by: User | None) -> None:
    """Raises AppointmentRefused where `appoint` says so."""
    if by is not None and by.pk == user.pk:
        raise AppointmentRefused(_("Nobody appoints themselves."))
    others = ADMINISTRATORS - {role}
    held = user.memberships.filter(role__in=others).not_ended_before(on)
    if role in ADMINISTRATORS and held.exists():
        raise AppointmentRefused(
            _("One person cannot be two of system, security and audit administrator.")
        )


@transaction.atomic
def end(membership: Membership, *, on: date, by: User | None) -> None:
    """Let `membership` hold until `on` (included) and no longer.

    Raises AppointmentRefused where `check_ending` does, ValueError if `on` is before it began.
    """
    check_ending(membership, on=on, by=by)
    if on < membership.starts_on:
        raise ValueError(f"{on} is before {membership.starts_on}")
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    log(instance=membership, action="portal.end_membership", user=by, data={"on": on.isoformat()})


def check_ending(membership: Membership, *, on: date, by: User | None) -> None:
    """Raises AppointmentRefused if people change their own, or `on` is after the end it has.

    Prolonging would be an appointment of which nobody asks what `check_separation` asks.
    """
    if by is not None and by.pk == membership.user_id:
        raise AppointmentRefused(_("Nobody changes their own rights."))
    if membership.ends_on and on > membership.ends_on:
        raise AppointmentRefused(_("A role is not prolonged: appoint the person anew."))


def open_screens(user: User, role: Role) -> None:
    """Put `user` into the Wagtail group of `role`."""
    group, _made = Group.objects.get_or_create(name=role.value)
    user.groups.add(group)


def make_staff(user: User) -> None:
    """Count `user` among the staff."""
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
