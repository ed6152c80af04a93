"""Actions: what is done about a golden idea, by whom, until when, and how it is measured."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.organisation.unit import Unit, within
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.stages import GOING_ON

WHAT_LENGTH = 200
INDICATOR_LENGTH = 100
INDICATOR_UNIT_LENGTH = 20
DIGITS, PLACES = 14, 2
"""Of the values of an indicator: up to a million millions, to the hundredth."""


class ActionState(models.TextChoices):
    """How far an action has come."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", pgettext_lazy("of an action", "Done")
    PARTLY = "partly", pgettext_lazy("of an action", "Done in part")
    LAPSED = "lapsed", pgettext_lazy("of an action", "Lapsed")


UNFINISHED = frozenset({ActionState.PLANNED, ActionState.UNDER_WAY})


class Rhythm(models.TextChoices):
    """How often the acting unit reports."""

    NONE = "none", pgettext_lazy("rhythm of reports", "No fixed days")
    MONTHLY = "monthly", pgettext_lazy("rhythm of reports", "Every month")
    QUARTERLY = "quarterly", pgettext_lazy("rhythm of reports", "Every quarter")


class ActionQuerySet(models.QuerySet["Action"]):
    """Questions about many actions."""

    def unfinished(self) -> Self:
        """Actions on which work goes on or should: neither they nor their ideas are at an end."""
        return self.filter(state__in=UNFINISHED, idea__suggestion__state__in=GOING_ON)

    def overdue(self, on: date) -> Self:
        """Unfinished actions whose day has passed; `on` is a local date."""
        return self.unfinished().filter(due_on__lt=on)

    def of_units(self, units: list[Unit]) -> Self:
        """Actions that one of `units`, or a unit below one, leads or takes part in."""
        taking_part = Action.co_units.through.objects.filter(within(units, "unit"))
        return self.filter(within(units, "unit") | models.Q(pk__in=taking_part.values("action")))


class Action(models.Model):
    """One thing a unit does so that an idea becomes real.

    An indicator goes from `baseline` to `target`; `latest_value` is the last one reported.
    """

    idea = models.ForeignKey(GoldenIdea, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(_("what is done"), max_length=WHAT_LENGTH)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="actions", verbose_name=_("lead unit")
    )
    co_units = models.ManyToManyField(
        Unit, blank=True, related_name="co_actions", verbose_name=_("units that take part")
    )
    indicator = models.CharField(_("indicator"), max_length=INDICATOR_LENGTH, blank=True)
    indicator_unit = models.CharField(
        _("unit of the indicator"), max_length=INDICATOR_UNIT_LENGTH, blank=True
    )
    baseline = models.DecimalField(
        _("value at the start"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    target = models.DecimalField(
        _("value aimed at"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    latest_value = models.DecimalField(
        max_digits=DIGITS, decimal_places=PLACES, null=True, editable=False
    )
    planned_on = models.DateField(_("planned on"), default=timezone.localdate)
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("first due on"), null=True, editable=False)
    rhythm = models.CharField(
        _("reports are due"), max_length=10, choices=Rhythm, default=Rhythm.NONE
    )
    state = models.CharField(
        pgettext_lazy("of an action", "state"),
        max_length=10,
        choices=ActionState,
        default=ActionState.PLANNED,
    )
    last_news_on = models.DateField(_("last report on"), null=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="action_by_state")]

    def __str__(self) -> str:
        """What is done."""
        return self.what

    @property
    def is_unfinished(self) -> bool:
        """Whether work goes on, or should."""
        return self.state in UNFINISHED

    @property
    def was_postponed(self) -> bool:
        """Whether the day was put off after it had been announced."""
        return self.first_due_on is not None and self.due_on > self.first_due_on

    @property
    def news_on(self) -> date:
        """The local date on which something was last heard: a report, else the plan itself."""
        return self.last_news_on or self.planned_on

    def is_overdue(self, on: date) -> bool:
        """Whether the action should have been finished before `on`."""
        return self.is_unfinished and self.due_on < on

    @property
    def progress(self) -> int | None:
        """How far the indicator has come from baseline to target, in percent from 0 to 100.

        None if there is nothing to measure by.
        """
        if self.target is None or self.latest_value is None:
            return None
        start = self.baseline if self.baseline is not None else Decimal(0)
        if self.target == start:
            return 100 if self.latest_value == self.target else 0
        share = (self.latest_value - start) / (self.target - start)
        return max(0, min(100, int(share * 100)))
