"""Progress reports: what acting units say, and the days on which they have to."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.conversion.action import DIGITS, PLACES, UNFINISHED, Action, ActionState
from suggestions.conversion.stages import GOING_ON

TEXT_LENGTH = 1000


class ProgressNote(models.Model):
    """What was reported about an action on a day; shown in public with the idea."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("what has happened"), max_length=TEXT_LENGTH)
    state = models.CharField(max_length=10, choices=ActionState)
    value = models.DecimalField(
        _("value of the indicator"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="progress_newest")]

    def __str__(self) -> str:
        """The beginning of the report."""
        return self.text[:40]


class DueReportQuerySet(models.QuerySet["DueReport"]):
    """Questions about many reports that are due."""

    def open(self) -> Self:
        """Not handed in, of actions on which work goes on."""
        return self.filter(
            note__isnull=True,
            action__state__in=UNFINISHED,
            action__idea__suggestion__state__in=GOING_ON,
        )

    def overdue(self, on: date) -> Self:
        """Open ones whose day has passed; `on` is a local date."""
        return self.open().filter(due_on__lt=on)


class DueReport(models.Model):
    """That a report about a period is due on a day; answered by one report, once."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="due_reports")
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    due_on = models.DateField(_("due on"))
    note = models.OneToOneField(
        ProgressNote, on_delete=models.SET_NULL, null=True, blank=True, related_name="due_report"
    )

    objects = DueReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report due")
        verbose_name_plural = _("reports due")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "period_start"], name="due_report_once"),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=models.Q(note__isnull=True), name="due_report_open"
            ),
        ]

    def __str__(self) -> str:
        """The action and the period."""
        return f"{self.action_id} {self.period_start} – {self.period_end}"
