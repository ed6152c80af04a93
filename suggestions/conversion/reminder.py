"""Reminders: rows that say whom to mail about which report; each is sent once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.messaging.claimed import Claimed, ClaimedQuerySet
from suggestions.conversion.progress import DueReport


class ReminderKind(models.TextChoices):
    """Why somebody is reminded."""

    DUE = "due", _("A report falls due")
    OVERDUE = "overdue", _("A report is overdue")


class Reminder(Claimed):
    """That one person is to be told of one report that is due, or overdue, once."""

    due_report = models.ForeignKey(DueReport, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ReminderKind)

    objects = ClaimedQuerySet["Reminder"].as_manager()

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
