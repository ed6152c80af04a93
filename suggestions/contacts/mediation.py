"""The mediation: its parties, its sessions (in the contact log) and what was agreed.

信访工作条例 Article 33: both sides consent; an agreement is put down in writing.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.suggestion import Suggestion

TEXT_LENGTH = 4000
NAME_LENGTH = 100


class MediationOutcome(models.TextChoices):
    """How a mediation ended."""

    AGREED = "agreed", _("Agreement reached")
    FAILED = "failed", _("No agreement")
    GIVEN_UP = "given_up", _("A party gave it up")


class Side(models.TextChoices):
    """Whose side a party is on."""

    AUTHOR = "author", _("Author's side")
    OTHER = "other", _("Other side")


class Mediation(models.Model):
    """One mediation about a suggestion."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="mediations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("what it is about"), max_length=200)
    mediator = models.CharField(_("mediator"), max_length=NAME_LENGTH)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=MediationOutcome, blank=True)
    agreement = models.TextField(_("agreement"), max_length=TEXT_LENGTH, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mediation")
        verbose_name_plural = _("mediations")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=models.Q(closed_at__isnull=True),
                name="mediation_one_open",
            ),
        ]

    def __str__(self) -> str:
        """The day it began; the words are internal."""
        return f"{self.opened_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.closed_at is None


class MediationParty(models.Model):
    """One party of a mediation, and when it consented."""

    mediation = models.ForeignKey(Mediation, on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    consented_on = models.DateField(_("consented on"))

    class Meta:
        verbose_name = _("party of a mediation")
        verbose_name_plural = _("parties of a mediation")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The side; names are internal."""
        return self.side
