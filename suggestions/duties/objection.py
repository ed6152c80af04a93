"""Objections: a unit says that a duty is not its own; and disputes, where the sender insists."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.duties.duty import NOTE_LENGTH, Duty


class DutyObjection(models.Model):
    """What a unit says against a duty offered to it; effective only when the sender agrees."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField(_("reason"), max_length=NOTE_LENGTH)
    proposed = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit in charge instead"),
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    answer = models.TextField(_("answer"), max_length=NOTE_LENGTH, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("objection to a duty")
        verbose_name_plural = _("objections to duties")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=models.Q(answered_at__isnull=True),
                name="duty_objection_open_once",
            ),
        ]

    def __str__(self) -> str:
        """Which duty, and when; the words are internal."""
        return f"{self.duty_id} {self.at:%Y-%m-%d}"


class DutyDisputeQuerySet(models.QuerySet["DutyDispute"]):
    """Questions about many disputes."""

    def open(self) -> Self:
        """Those nobody has decided."""
        return self.filter(settled_at__isnull=True)


class DutyDispute(models.Model):
    """Two units cannot agree whose duty it is: their common superior decides.

    `judge` is that unit; None means that there is none, or that the joint conference
    (联席会议) has it since `conference_at`.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="disputes")
    reason = models.TextField(_("reason"), max_length=NOTE_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    judge = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    conference_at = models.DateTimeField(null=True)
    settled_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.TextField(_("decision"), max_length=NOTE_LENGTH, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = DutyDisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute about a duty")
        verbose_name_plural = _("disputes about duties")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=models.Q(settled_at__isnull=True),
                name="duty_dispute_open_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["judge", "at"],
                condition=models.Q(settled_at__isnull=True),
                name="duty_dispute_open",
            ),
        ]

    def __str__(self) -> str:
        """Which duty, and when; the words are internal."""
        return f"{self.duty_id} {self.at:%Y-%m-%d}"
