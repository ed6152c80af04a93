"""The duty: that a unit is to handle a suggestion, alone, in the lead or together with others.

`suggestion.unit` is who answers. A unit that is offered the lead answers from the moment it
accepts; until then whoever answered before goes on doing so (首接负责制).
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.organisation.unit import Unit

NOTE_LENGTH = 2000


class Part(models.TextChoices):
    """What a unit is to do: lead, or help whoever leads (主办、协办)."""

    LEAD = "lead", pgettext_lazy("of a unit", "Lead")
    CO = "co", pgettext_lazy("of a unit", "Co-handler")


class DutyState(models.TextChoices):
    """Where a duty stands."""

    OFFERED = "offered", pgettext_lazy("of a duty", "Waiting to be accepted")
    ACCEPTED = "accepted", pgettext_lazy("of a duty", "Under way")
    OBJECTED = "objected", pgettext_lazy("of a duty", "Objected to")
    DISPUTED = "disputed", pgettext_lazy("of a duty", "Disputed")
    PASSED_ON = "passed_on", pgettext_lazy("of a duty", "Passed on")
    DONE = "done", pgettext_lazy("of a duty", "Done")
    CANCELLED = "cancelled", pgettext_lazy("of a duty", "Taken back")


WAITING = frozenset({DutyState.OFFERED, DutyState.OBJECTED, DutyState.DISPUTED})
"""Nobody has accepted it yet."""
OPEN = WAITING | {DutyState.ACCEPTED}
"""Somebody still has to do something."""
ELSEWHERE = models.Q(state__in=sorted(WAITING)) | models.Q(state=DutyState.ACCEPTED, part=Part.CO)
"""Open duties of units that do not answer: an accepted lead is always the suggestion's unit."""


class DutyQuerySet(models.QuerySet["Duty"]):
    """Questions about many duties."""

    def open(self) -> Self:
        """Those that somebody still has to do."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> Self:
        """Those that nobody has accepted yet."""
        return self.filter(state__in=WAITING)

    def leads(self) -> Self:
        """Those of who leads or is to lead."""
        return self.filter(part=Part.LEAD)


class Duty(models.Model):
    """One unit's duty towards one suggestion; `note` is what the sender wrote with it."""

    suggestion = models.ForeignKey(
        "suggestions.Suggestion", on_delete=models.PROTECT, related_name="duties"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    part = models.CharField(max_length=4, choices=Part, default=Part.LEAD)
    state = models.CharField(max_length=10, choices=DutyState, default=DutyState.OFFERED)
    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    handler = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="duties")
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    contribution = models.TextField(_("contribution"), max_length=NOTE_LENGTH, blank=True)
    contributed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    contributed_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a unit", "duty")
        verbose_name_plural = pgettext_lazy("of a unit", "duties")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=models.Q(part=Part.LEAD, state=DutyState.ACCEPTED),
                name="duty_one_lead",
            ),
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=models.Q(part=Part.LEAD, state__in=sorted(WAITING)),
                name="duty_one_lead_offered",
            ),
            models.UniqueConstraint(
                fields=["suggestion", "unit", "part"],
                condition=models.Q(state__in=sorted(OPEN)),
                name="duty_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "suggestion"], condition=ELSEWHERE, name="duty_sight"),
            models.Index(fields=["sender", "suggestion"], condition=ELSEWHERE, name="duty_sent"),
            models.Index(fields=["unit", "state", "sent_at"], name="duty_desk"),
            models.Index(
                fields=["handler", "sent_at"],
                condition=models.Q(state__in=sorted(OPEN)),
                name="duty_mine",
            ),
        ]

    def __str__(self) -> str:
        """Receipt, unit and part."""
        return f"{self.suggestion.receipt} {self.unit} {self.part}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has accepted it yet."""
        return self.state in WAITING
