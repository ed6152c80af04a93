"""Clocks that run: who owes which step of a suggestion until when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.clocks.rule import ClockRule
from suggestions.clocks.step import Step, TimeUnit
from suggestions.suggestion import Suggestion

OPEN = models.Q(met_at__isnull=True, cancelled_at__isnull=True)
RUNNING = OPEN & models.Q(paused_at__isnull=True)


class ClockQuerySet(models.QuerySet["Clock"]):
    """Questions about many clocks."""

    def open(self) -> Self:
        """Clocks of steps that are still owed, paused ones included."""
        return self.filter(OPEN)

    def running(self) -> Self:
        """Clocks whose time goes on."""
        return self.filter(RUNNING)

    def owed(self) -> Self:
        """Running clocks of what a unit owes: a rating is waited for, nobody owes it."""
        return self.running().exclude(step=Step.RATE)

    def overdue(self, at: datetime) -> Self:
        """What had to be done before `at`."""
        return self.owed().filter(due_at__lt=at)

    def due_soon(self, at: datetime, *, until: datetime) -> Self:
        """What has to be done between `at` and `until`, both included."""
        return self.owed().filter(due_at__gte=at, due_at__lte=until)

    def of_units(self, units: Iterable[Unit | int]) -> Self:
        """Clocks of steps that one of exactly these units owes."""
        keys = [unit if isinstance(unit, int) else unit.pk for unit in units]
        return self.filter(unit__in=keys)


class Clock(models.Model):
    """One step of one suggestion that a unit owes; length and source as they were at its start."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="clocks")
    step = models.CharField(_("step"), max_length=10, choices=Step)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="clocks", verbose_name=_("unit")
    )
    rule = models.ForeignKey(ClockRule, on_delete=models.SET_NULL, null=True, related_name="+")
    length = models.PositiveSmallIntegerField()
    length_unit = models.CharField(max_length=12, choices=TimeUnit)
    rolls = models.BooleanField()
    source = models.CharField(_("source"), max_length=200)
    extension_days = models.PositiveSmallIntegerField(default=0)
    may_commit = models.BooleanField(default=False)
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due"))
    met_at = models.DateTimeField(_("done"), null=True)
    cancelled_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    extended_to = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "step", "unit"], condition=OPEN, name="clock_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["unit", "due_at", "id"], condition=RUNNING, name="clock_of_unit"),
            models.Index(fields=["due_at", "id"], condition=RUNNING, name="clock_due"),
        ]

    def __str__(self) -> str:
        """The suggestion's receipt, the step and when it is due."""
        return f"{self.suggestion.receipt} {self.step} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether the step is still owed."""
        return self.met_at is None and self.cancelled_at is None

    def is_late(self, at: datetime) -> bool:
        """Whether it was met late, or is still owed at `at` after its time."""
        ended = self.met_at or self.cancelled_at or self.paused_at or at
        return ended > self.due_at


class ClockPause(models.Model):
    """A time in which a clock stood still, and why."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["started_at", "pk"]

    def __str__(self) -> str:
        """When it stood still, and why."""
        return f"{self.started_at:%Y-%m-%d}–{self.ended_at or ''}: {self.reason}"


class ChangeKind(models.TextChoices):
    """Why a clock's end was moved."""

    EXTENDED = "extended", _("Extended")
    RESUMED = "resumed", _("Went on after a pause")
    RECOUNTED = "recounted", _("Counted again")


class ClockChange(models.Model):
    """The end of a clock was moved: from when to when, by whom and why. Only ever added."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    before = models.DateTimeField()
    after = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """The kind and the two ends."""
        return f"{self.kind}: {self.before:%Y-%m-%d} → {self.after:%Y-%m-%d}"
