"""Extensions: more time is asked for with a reason, and a supervisor says yes or no."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.duties.duty import NOTE_LENGTH
from suggestions.suggestion import Suggestion


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Questions about many extensions."""

    def open(self) -> Self:
        """Those nobody has answered."""
        return self.filter(answered_at__isnull=True)


class Extension(models.Model):
    """A unit's request for more time; `step` names the clock that would run until `until`."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="extensions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(_("step"), max_length=10)
    until = models.DateTimeField(_("until"))
    reason = models.TextField(_("reason"), max_length=NOTE_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    answer = models.TextField(_("answer"), max_length=NOTE_LENGTH, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "step"],
                condition=models.Q(answered_at__isnull=True),
                name="extension_open_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "at"],
                condition=models.Q(answered_at__isnull=True),
                name="extension_open",
            ),
        ]

    def __str__(self) -> str:
        """Receipt and step."""
        return f"{self.suggestion.receipt} {self.step}"
