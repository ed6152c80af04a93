"""The special report (专报): shortlisted ideas of a period, put before a leader."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit, within
from suggestions.instructions.instruction import Instruction
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

SUMMARY_LENGTH = 1000
WORDS_LENGTH = 1000
REPORTERS = (Role.EDITOR, Role.LEADER, Role.SUPERVISOR)
"""Roles that see the special reports of their unit and below."""


class ReportState(models.TextChoices):
    """Where a report is."""

    DRAFT = "draft", pgettext_lazy("of a report", "Draft")
    SENT = "sent", pgettext_lazy("of a report", "With the leader")
    RETURNED = "returned", pgettext_lazy("of a report", "Came back")


class ItemOutcome(models.TextChoices):
    """What a leader made of one idea in a report."""

    INSTRUCTED = "instructed", pgettext_lazy("of a report", "Instruction given")
    ADOPTED = "adopted", pgettext_lazy("of a report", "To be adopted")
    NOTED = "noted", pgettext_lazy("of a report", "Noted")


class SpecialReportQuerySet(models.QuerySet["SpecialReport"]):
    """Questions about many reports."""

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Reports of one's unit and below, and those addressed to oneself."""
        if user.is_authenticated and user.is_superuser:
            return self
        reach = models.Q(leader=user.pk) & ~models.Q(state=ReportState.DRAFT)
        reach |= within(units_of(user, REPORTERS, on=on), "unit")
        return self.filter(reach)


class SpecialReport(models.Model):
    """One report. Its items are fixed when it is sent."""

    title = models.CharField(_("title"), max_length=80)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("reporting unit")
    )
    leader = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("to the leader")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(
        pgettext_lazy("of a report", "state"),
        max_length=10,
        choices=ReportState,
        default=ReportState.DRAFT,
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    objects = SpecialReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("special report")
        verbose_name_plural = _("special reports")
        ordering = ["-drafted_at", "-pk"]

    def __str__(self) -> str:
        """Its title."""
        return self.title


class ReportItemQuerySet(models.QuerySet["ReportItem"]):
    """Questions about many items."""

    def unsealed(self) -> Self:
        """Those anybody may read: not on what has become a report against someone (检举控告)."""
        return self.exclude(suggestion__classification=Classification.REPORT)

    def sealed(self) -> Self:
        """Those on what has become a report against someone (检举控告)."""
        return self.filter(suggestion__classification=Classification.REPORT)


class ReportItem(models.Model):
    """One idea in a report: its summary, and what the leader decided."""

    report = models.ForeignKey(SpecialReport, on_delete=models.CASCADE, related_name="items")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    summary = models.TextField(_("summary"), max_length=SUMMARY_LENGTH)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ItemOutcome, blank=True)
    words = models.TextField(_("what was said"), max_length=WORDS_LENGTH, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    instruction = models.OneToOneField(
        Instruction, on_delete=models.PROTECT, null=True, related_name="report_item"
    )

    objects = ReportItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea in a special report")
        verbose_name_plural = _("ideas in special reports")
        ordering = ["report_id", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "suggestion"], name="report_item_once"),
        ]

    def __str__(self) -> str:
        """The receipt."""
        return self.suggestion.receipt
