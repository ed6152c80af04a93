"""The case that a leader takes on (包案), its plan (一案一策) and what happens to it."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptRecord
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit, within
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.supervision.leading.rung import EscalationRule, Rung

TEXT_LENGTH = 2000
LOOKING = (Role.SUPERVISOR, Role.LEADER, Role.HANDLER)
"""Roles that see the cases of their unit and below."""


class LedCaseQuerySet(models.QuerySet["LedCase"]):
    """Questions about many cases."""

    def open(self) -> Self:
        """Those that are not closed."""
        return self.filter(closed_at__isnull=True)

    def overdue(self, on: date) -> Self:
        """Open ones whose plan should have been carried out before the local date `on`."""
        return self.open().filter(due_on__lt=on)

    def without_plan(self) -> Self:
        """Open ones that nobody has made a plan for."""
        return self.open().filter(due_on__isnull=True)

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those of one's units and below, and those one leads; never reports."""
        rows = self.exclude(suggestion__classification=Classification.REPORT)
        rows = rows.exclude(suggestion__in=barred_keys(user, on=on))
        if not user.is_authenticated:
            return rows.none()
        if user.is_superuser:
            return rows
        units = units_of(user, LOOKING, on=on)
        return rows.filter(
            within(units, "unit") | within(units, "suggestion__unit") | models.Q(leader=user)
        )


class LedCase(models.Model):
    """One suggestion in the hands of a leader. `unit` carries it out: the one that its plan names,
    and until there is a plan the one that answered for it when it was taken on.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="led_cases")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="led_cases", verbose_name=_("unit")
    )
    rung = models.PositiveSmallIntegerField(_("rung"), choices=Rung)
    leader = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="led_cases", verbose_name=_("leader")
    )
    rule = models.ForeignKey(EscalationRule, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("why"), max_length=TEXT_LENGTH)
    repeats = models.PositiveIntegerField(_("repeats"), default=0)
    people = models.PositiveIntegerField(_("people concerned"), default=0)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    due_on = models.DateField(_("plan due on"), null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.TextField(_("result"), max_length=TEXT_LENGTH, blank=True)

    objects = LedCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("leader's case")
        verbose_name_plural = _("leaders' cases")
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=models.Q(closed_at__isnull=True),
                name="led_case_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=models.Q(closed_at__isnull=True), name="led_case_due"
            ),
        ]

    def __str__(self) -> str:
        """Receipt and rung."""
        return f"{self.suggestion.receipt} {self.rung}"

    @property
    def is_open(self) -> bool:
        """Whether it is not closed."""
        return self.closed_at is None

    def is_overdue(self, on: date) -> bool:
        """Whether its plan should have been carried out before the local date `on`."""
        return self.is_open and self.due_on is not None and self.due_on < on


class CasePlan(KeptRecord):
    """The plan of a case; a later plan takes the place of an earlier one, which is kept."""

    case = models.ForeignKey(LedCase, on_delete=models.PROTECT, related_name="plans")
    cause = models.TextField(_("cause"), max_length=TEXT_LENGTH)
    measures = models.TextField(_("measures"), max_length=TEXT_LENGTH)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("responsible unit")
    )
    responsible = models.CharField(_("responsible person"), max_length=60)
    due_on = models.DateField(_("carried out by"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("plan of a case")
        verbose_name_plural = _("plans of cases")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        """Until when."""
        return f"{self.due_on}"


class CaseEvent(models.TextChoices):
    """What happened to a case."""

    TAKEN = "taken", _("Taken on")
    RAISED = "raised", _("Raised to the next rung")
    LEADER = "leader", _("Another leader")
    PLAN = "plan", _("Plan made")
    STEP = "step", _("Step taken")
    PASSED_ON = "passed_on", _("Passed to the successor")
    CLOSED = "closed", _("Case closed")


class CaseEntry(KeptRecord):
    """One thing that happened to a case. Only ever added."""

    case = models.ForeignKey(LedCase, on_delete=models.PROTECT, related_name="entries")
    event = models.CharField(max_length=10, choices=CaseEvent)
    rung = models.PositiveSmallIntegerField(choices=Rung)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry of a case")
        verbose_name_plural = _("entries of cases")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """What and when."""
        return f"{self.event} {self.at:%Y-%m-%d}"


class PeopleConcerned(models.Model):
    """How many people a suggestion concerns, as somebody estimated it."""

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.PROTECT, related_name="people_concerned"
    )
    number = models.PositiveIntegerField(_("people concerned"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("people concerned")
        verbose_name_plural = _("people concerned")

    def __str__(self) -> str:
        """The number."""
        return f"{self.number}"


class SetAside(KeptRecord):
    """Somebody looked at a proposal of the rules and left the case where it is. Only ever added."""

    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, related_name="proposals_set_aside"
    )
    rung = models.PositiveSmallIntegerField(choices=Rung)
    reason = models.CharField(_("why"), max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("proposal set aside")
        verbose_name_plural = _("proposals set aside")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "rung"], name="set_aside_once"),
        ]

    def __str__(self) -> str:
        """Receipt and rung."""
        return f"{self.suggestion.receipt} {self.rung}"
