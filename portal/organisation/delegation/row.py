"""A role lent to a colleague for some days."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisation.membership import Membership


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Questions about many delegations."""

    def active(self, on: date) -> Self:
        """Those that hold on the local date `on`, and whose membership and lender still do.

        Whoever has no role of their own any more acts for nobody.
        """
        own = Membership.objects.active(on).filter(user=models.OuterRef("to"))
        return self.not_over(on).filter(
            models.Exists(own),
            starts_on__lte=on,
            membership__starts_on__lte=on,
            membership__user__is_active=True,
        )

    def not_over(self, on: date) -> Self:
        """Those that hold on `on` or begin later."""
        lasting = models.Q(membership__ends_on__isnull=True) | models.Q(membership__ends_on__gte=on)
        return self.filter(lasting, ends_on__gte=on, ended_at__isnull=True)


class Delegation(models.Model):
    """`to` acts in the role and unit of `membership` from `starts_on` until `ends_on`.

    The role itself stays with its holder, and ends with the membership.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="delegations")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made at"))
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="delegation_begins_then_ends",
            )
        ]
        indexes = [models.Index(fields=["to", "ends_on"], name="delegation_to_until")]

    def __str__(self) -> str:
        """Whose role, to whom."""
        return f"{self.membership} → {self.to}"
