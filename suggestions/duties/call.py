"""Calls: a unit calls others to help with a suggestion, and they answer (呼叫—响应, 吹哨—报到)."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.duties.duty import NOTE_LENGTH

BEST, WORST = 5, 1


class CallState(models.TextChoices):
    """Where a call stands."""

    CALLED = "called", pgettext_lazy("of a call", "Waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("of a call", "Answered")
    DONE = "done", pgettext_lazy("of a call", "Done")
    CANCELLED = "cancelled", pgettext_lazy("of a call", "Taken back")


UNDER_WAY = frozenset({CallState.CALLED, CallState.ANSWERED})
"""The called unit still has to do something."""


class CallQuerySet(models.QuerySet["Call"]):
    """Questions about many calls."""

    def open(self) -> Self:
        """Those that the called unit has still to deal with."""
        return self.filter(state__in=UNDER_WAY)


class Call(models.Model):
    """One unit called by `caller`; several calls at once are several rows.

    `escalated_from` is the call that nobody answered in time.
    """

    suggestion = models.ForeignKey(
        "suggestions.Suggestion", on_delete=models.PROTECT, related_name="calls"
    )
    caller = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="calls")
    state = models.CharField(max_length=10, choices=CallState, default=CallState.CALLED)
    text = models.TextField(_("what is needed"), max_length=NOTE_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    escalated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="escalations"
    )
    answer = models.TextField(_("what will be done"), max_length=NOTE_LENGTH, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    result = models.TextField(_("what was done"), max_length=NOTE_LENGTH, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(
        _("rating"), null=True, validators=[MinValueValidator(WORST), MaxValueValidator(BEST)]
    )
    rating_comment = models.TextField(_("comment"), max_length=NOTE_LENGTH, blank=True)
    rated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    rated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a unit", "call")
        verbose_name_plural = pgettext_lazy("of a unit", "calls")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "unit"],
                condition=models.Q(state__in=sorted(UNDER_WAY)),
                name="call_once",
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True)
                | models.Q(rating__gte=WORST, rating__lte=BEST),
                name="call_rating_in_range",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "suggestion"],
                condition=models.Q(state__in=sorted(UNDER_WAY)),
                name="call_sight",
            ),
            models.Index(
                fields=["caller", "suggestion"],
                condition=models.Q(state__in=sorted(UNDER_WAY)),
                name="call_made",
            ),
        ]

    def __str__(self) -> str:
        """Receipt, caller and called."""
        return f"{self.suggestion.receipt} {self.caller} → {self.unit}"
