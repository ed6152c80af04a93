"""Reminders: rows that say whom to mail about which report; each is sent once."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.conversion.progress import DueReport

CLAIM_FOR = timedelta(minutes=5)
"""How long a task may take before another may send in its place."""


class ReminderKind(models.TextChoices):
    """Why somebody is reminded."""

    DUE = "due", _("A report falls due")
    OVERDUE = "overdue", _("A report is overdue")


class ReminderState(models.TextChoices):
    """What became of a reminder."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    NO_ADDRESS = "no_address", _("No e-mail address")
    NOT_NEEDED = "not_needed", _("No longer needed")
    GIVEN_UP = "given_up", _("Given up")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Questions about many reminders."""

    def free(self, at: datetime) -> Self:
        """Reminders that wait and that no task is sending at the moment."""
        unclaimed = models.Q(claimed_at__isnull=True) | models.Q(claimed_at__lt=at - CLAIM_FOR)
        return self.filter(unclaimed, state=ReminderState.WAITING)


class Reminder(models.Model):
    """That one person is to be told of one report that is due, or overdue, once."""

    due_report = models.ForeignKey(DueReport, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ReminderKind)
    state = models.CharField(max_length=10, choices=ReminderState, default=ReminderState.WAITING)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["due_report", "person", "kind"], name="reminder_once"),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state="waiting"),
                name="reminder_waiting",
            )
        ]

    def __str__(self) -> str:
        """The report's key and what became of the reminder; never an address."""
        return f"{self.due_report_id} {self.kind} {self.state}"
