"""The decision: what a panel makes of a suggestion, always with a reason."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from suggestions.review.round import Round
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

OUTCOMES_IN_ORDER = (State.ADOPTED, State.PARTLY_ADOPTED, State.KEPT, State.NOT_ADOPTED)
OUTCOME_CHOICES = [(outcome.value, outcome.label) for outcome in OUTCOMES_IN_ORDER]
ADOPTING = frozenset({State.ADOPTED, State.PARTLY_ADOPTED})
"""Outcomes that make a golden idea."""
REASON_LENGTH = 2000


class Settling(models.TextChoices):
    """How a matter stands, as offices code it in their replies (A to D)."""

    SETTLED = "A", _("A: settled")
    UNDER_WAY = "B", _("B: under way or planned")
    NOT_NOW = "C", _("C: not possible now")
    REFERENCE = "D", _("D: for reference")


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about many decisions."""

    def published(self) -> Self:
        """Those of which author and public have heard."""
        return self.filter(published_at__isnull=False)

    def unsealed(self) -> Self:
        """All but those about reports against someone (检举控告), which no desk of review shows."""
        return self.exclude(suggestion__classification=Classification.REPORT)

    def unpublished(self) -> Self:
        """Those that a chair can still change, in the order in which they were first made."""
        return self.filter(published_at__isnull=True).order_by("pk")


class Decision(models.Model):
    """One outcome for one suggestion of one round. Once it is published it never changes."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="decisions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=16, choices=OUTCOME_CHOICES)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH)
    settling = models.CharField(
        pgettext_lazy("of a decision", "code"), max_length=1, choices=Settling, blank=True
    )
    published_at = models.DateTimeField(_("published on"), null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "suggestion"], name="decision_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_a_reason"),
        ]
        indexes = [
            models.Index(
                fields=["round", "id"],
                condition=models.Q(published_at__isnull=True),
                name="decision_unpublished",
            )
        ]

    def __str__(self) -> str:
        """Receipt and outcome."""
        return f"{self.suggestion.receipt}: {self.get_outcome_display()}"

    @property
    def is_published(self) -> bool:
        """Whether the author and the public have heard of it."""
        return self.published_at is not None


class ReasonTemplate(models.Model):
    """Words a chair may start from; {title}, {receipt}, {mark} and {criteria} are filled in."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=OUTCOME_CHOICES, default=State.NOT_ADOPTED
    )
    text = models.TextField(
        _("text"),
        max_length=REASON_LENGTH,
        help_text=_(
            "{title}, {receipt} and {mark} are replaced by those of the suggestion, {criteria} by "
            "what the reviewers found, criterion by criterion, in the words of the rubric."
        ),
    )

    class Meta:
        verbose_name = _("reason template")
        verbose_name_plural = _("reason templates")
        ordering = ["name"]

    def __str__(self) -> str:
        """The template's name."""
        return self.name
