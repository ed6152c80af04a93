"""Barring: what keeps a reviewer from a suggestion, as it was found or declared."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.review.round import Round
from suggestions.suggestion import Suggestion

REASON_LENGTH = 500


class Ground(models.TextChoices):
    """Why somebody must not judge a suggestion; the first that applies is written down."""

    AUTHOR = "author", _("wrote it")
    TRANSCRIBER = "transcriber", _("took it down for its author")
    STATION = "station", _("belongs to the station that received it")
    COLLEAGUE = "colleague", _("works for the same unit as its author")
    IN_CHARGE = "in_charge", _("works for the unit in charge of it")
    NAMED = "named", _("is named in its text")
    DECLARED = "declared", _("has declared a conflict of interest")
    INTEREST = "interest", _("has declared an interest in the unit in charge")


class Barring(models.Model):
    """One suggestion that one reviewer of a round may not judge, and why."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="barrings")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="barrings")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(_("why"), max_length=12, choices=Ground)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["reviewer_id", "suggestion_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "reviewer", "suggestion"], name="barring_once"
            ),
        ]

    def __str__(self) -> str:
        """Who, what and why."""
        return f"{self.reviewer}: {self.suggestion.receipt} ({self.get_ground_display()})"


class DeclarationQuerySet(models.QuerySet["ConflictDeclaration"]):
    """Questions about many declarations."""

    def standing(self, on: date) -> Self:
        """Interests in units that hold on `on`, the last day included."""
        unfinished = models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=on)
        return self.filter(unfinished, unit__isnull=False)


class ConflictDeclaration(models.Model):
    """What a reviewer says about themselves: a conflict over one suggestion, or an interest in
    a unit and those below it that stands until it is taken back. Never deleted.
    """

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="declared_conflicts")
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, null=True, related_name="declared_conflicts"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit")
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    at = models.DateTimeField(_("declared on"))
    ended_on = models.DateField(_("last day"), null=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared conflict")
        verbose_name_plural = _("declared conflicts")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suggestion__isnull=False, unit__isnull=True)
                | models.Q(suggestion__isnull=True, unit__isnull=False),
                name="declaration_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["by", "suggestion"],
                condition=models.Q(suggestion__isnull=False),
                name="declaration_once",
            ),
        ]

    def __str__(self) -> str:
        """Who, and about what."""
        return f"{self.by}: {self.suggestion or self.unit} ({localdate(self.at)})"
