"""The instruction: what a leader wrote on a suggestion, to whom, and how it is followed."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit, within
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

TEXT_LENGTH = 2000
WATCHERS = (Role.LEADER, Role.EDITOR, Role.SUPERVISOR, Role.PUBLISHER)
"""Roles that see the instructions on suggestions of their unit and below."""
ADDRESSED = (Role.HANDLER, Role.EDITOR, Role.SUPERVISOR)
"""Roles that see what was written to their unit, or to one below it."""


class InstructionQuerySet(models.QuerySet["Instruction"]):
    """Questions about many instructions."""

    def open(self) -> Self:
        """Those nobody has closed."""
        return self.filter(closed_at__isnull=True)

    def overdue(self, on: date) -> Self:
        """Open ones whose day has passed; `on` is a local date."""
        return self.open().filter(due_on__lt=on)

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those on suggestions of one's unit and below, and those written to one's unit.

        Never on reports against someone, nor where one has withdrawn.
        """
        rows = self.exclude(suggestion__classification=Classification.REPORT)
        rows = rows.exclude(suggestion__in=barred_keys(user, on=on))
        if user.is_authenticated and user.is_superuser:
            return rows
        reach = within(units_of(user, WATCHERS, on=on), "suggestion__unit")
        for unit in units_of(user, ADDRESSED, on=on):
            written = self.model.objects.filter(units__path__startswith=unit.path)
            reach |= models.Q(pk__in=written.order_by().values("pk"))
        return rows.filter(reach)


class Instruction(models.Model):
    """One instruction. `entered_by` is the leader, or who wrote it down for them."""

    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, related_name="instructions"
    )
    leader = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("leader")
    )
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    text = models.TextField(_("instruction"), max_length=TEXT_LENGTH)
    given_on = models.DateField(_("given on"))
    units = models.ManyToManyField(Unit, related_name="instructions", verbose_name=_("to"))
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closing_note = models.TextField(_("result"), max_length=TEXT_LENGTH, blank=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        verbose_name = _("leader's instruction")
        verbose_name_plural = _("leaders' instructions")
        ordering = ["-given_on", "-pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(closed_at__isnull=True),
                name="instruction_open",
            ),
        ]

    def __str__(self) -> str:
        """The receipt only: the words are internal."""
        return self.suggestion.receipt

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it."""
        return self.closed_at is None

    def is_overdue(self, on: date) -> bool:
        """Whether an answer should have come before the local date `on`."""
        return self.is_open and self.due_on is not None and self.due_on < on


class Feedback(models.Model):
    """What a unit reports on an instruction."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="feedback")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("feedback"), max_length=TEXT_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("feedback on an instruction")
        verbose_name_plural = _("feedback on instructions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """Who reported when; the words are internal."""
        return f"{self.unit} {self.at:%Y-%m-%d}"
