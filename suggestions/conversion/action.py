"""Actions: what is done about a golden idea, by whom, until when, and how it goes."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.conversion.golden_idea import GoldenIdea


class ActionState(models.TextChoices):
    """How far an action has come."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", pgettext_lazy("of an action", "Done")
    LAPSED = "lapsed", pgettext_lazy("of an action", "Lapsed")


UNFINISHED = frozenset({ActionState.PLANNED, ActionState.UNDER_WAY})


class ActionQuerySet(models.QuerySet["Action"]):
    """Questions about many actions."""

    def overdue(self, on: date) -> Self:
        """Unfinished actions whose day has passed; `on` is a local date."""
        return self.filter(state__in=UNFINISHED, due_on__lt=on)


class Action(models.Model):
    """One thing a unit does so that an idea becomes real."""

    idea = models.ForeignKey(GoldenIdea, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(_("what is done"), max_length=200)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="actions", verbose_name=_("by which unit")
    )
    due_on = models.DateField(_("due on"))
    state = models.CharField(
        pgettext_lazy("of an action", "state"),
        max_length=10,
        choices=ActionState,
        default=ActionState.PLANNED,
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        """What is done."""
        return self.what

    def is_overdue(self, on: date) -> bool:
        """Whether the action should have been finished before `on`."""
        return self.state in UNFINISHED and self.due_on < on


class ProgressNote(models.Model):
    """What was reported about an action on a day; shown in public with the idea."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("what has happened"), max_length=1000)
    state = models.CharField(max_length=10, choices=ActionState)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        """The beginning of the note."""
        return self.text[:40]
