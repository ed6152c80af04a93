"""Lending a role to a colleague during absence, and taking it back."""

from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from portal.accounts.user import User
from portal.organisation.delegation.row import Delegation
from portal.organisation.membership import Membership, Role
from portal.organisation.screens import fit_screens
from portal.organisation.unit import Unit, paths_up

LENDABLE = frozenset(
    {
        *(Role.STATION_CLERK, Role.HANDLER, Role.SUPERVISOR),
        *(Role.EDITOR, Role.PUBLISHER, Role.LEADER),
    }
)
"""The three administrators are kept apart by appointment; reviewers and chairs judge in person."""


class Fault(models.TextChoices):
    """Why a role cannot be lent."""

    NOT_OWN = "not_own", _("Only one's own role can be lent.")
    PERSONAL = "personal", _("This role is held in person and cannot be lent.")
    ITSELF = "itself", _("Nobody lends a role to themselves.")
    NO_COLLEAGUE = "no_colleague", _("This person does not work in the unit, above or below it.")
    DAYS = "days", _("The days must begin today or later, end after that, and within the role.")
    SEALED = "sealed", _("Sealed reports are read by colleagues of this very office only.")
    TWICE = "twice", _("This role is already lent on some of these days.")


class CannotLend(Exception):
    """The role is not lent; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the reason."""
        super().__init__(fault.label)
        self.fault = fault


@transaction.atomic
def lend(
    membership: Membership,
    to: User,
    *,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime,
    on: date,
    reason: str = "",
) -> Delegation:
    """Let `to` act in the role and unit of `membership` from `starts_on` until `ends_on`.

    `on` is today. What is lent cannot be lent on: only the holder lends. Raises CannotLend
    where Fault says so.
    """
    row = Membership.objects.select_for_update().select_related("unit").get(pk=membership.pk)
    check_lending(row, to, starts_on=starts_on, ends_on=ends_on, by=by, on=on)
    made = Delegation.objects.create(
        membership=row, to=to, starts_on=starts_on, ends_on=ends_on, reason=reason, made_at=at
    )
    fit_screens([to], on=on)
    days = {"from": starts_on.isoformat(), "until": ends_on.isoformat(), "to": to.username}
    log(instance=row, action="portal.lend_role", user=by, data=days)
    return made


def check_lending(
    membership: Membership, to: User, *, starts_on: date, ends_on: date, by: User, on: date
) -> None:
    """Raises CannotLend where `lend` says so."""
    if membership.user_id != by.pk:
        raise CannotLend(Fault.NOT_OWN)
    if membership.role not in LENDABLE:
        raise CannotLend(Fault.PERSONAL)
    if to.pk == by.pk:
        raise CannotLend(Fault.ITSELF)
    over = membership.ends_on is not None and membership.ends_on < ends_on
    if starts_on < max(on, membership.starts_on) or ends_on < starts_on or over:
        raise CannotLend(Fault.DAYS)
    if not colleagues_of(membership.unit, on=on).filter(pk=to.pk).exists():
        raise CannotLend(Fault.NO_COLLEAGUE)
    if reads_reports(membership) and not works_in(to, membership.unit, on=on):
        raise CannotLend(Fault.SEALED)
    lent = Delegation.objects.not_over(on).filter(membership=membership)
    if lent.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise CannotLend(Fault.TWICE)


def reads_reports(membership: Membership) -> bool:
    """Whether `membership` opens the reports against someone (检举控告)."""
    return membership.unit.receives_reports and membership.role == Role.HANDLER


def works_in(person: User, unit: Unit, *, on: date) -> bool:
    """Whether `person` holds a role of their own for exactly `unit` on `on`."""
    return Membership.objects.active(on).filter(user=person, unit=unit).exists()


def colleagues_of(unit: Unit, *, on: date) -> models.QuerySet[User]:
    """Who works in `unit`, in a unit above it or in one below it on `on`."""
    near = Q(unit__path__in=paths_up(unit)) | Q(unit__path__startswith=unit.path)
    held = Membership.objects.active(on).filter(near)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("username")


@transaction.atomic
def take_back(delegation: Delegation, *, by: User, at: datetime) -> None:
    """End `delegation` at once; a second time changes nothing. Raises CannotLend for others'."""
    row = (
        Delegation.objects.select_for_update()
        .select_related("membership", "to")
        .get(pk=delegation.pk)
    )
    if row.membership.user_id != by.pk:
        raise CannotLend(Fault.NOT_OWN)
    if row.ended_at:
        return
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    fit_screens([row.to], on=localdate(at))
    log(instance=row.membership, action="portal.role_taken_back", user=by)
