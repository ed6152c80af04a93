"""The facts of one suggestion as the figures count them, and the queue of those to count again."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.figures.counts import Counts
from suggestions.states import Channel
from suggestions.suggestion import Suggestion


class CaseFactsQuerySet(models.QuerySet["CaseFacts"]):
    """Questions about the facts of many suggestions."""

    def below(self, unit: Unit) -> Self:
        """Those of `unit` and the units below it."""
        return self.filter(unit__path__startswith=unit.path)


class CaseFacts(Counts):
    """What one suggestion adds to the counters: kept, so that it can be taken off them again.

    `month` is the first day of the local month in which it was handed in. `units` and `topics`
    are the keys of unit and topic and of those above them, the highest first ("3/17/40"), as
    they were when this was counted. `handling_days` are the whole days until the reply.
    """

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.PROTECT, primary_key=True, related_name="facts"
    )
    month = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    units = models.CharField(max_length=120)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="+")
    topics = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    handling_days = models.PositiveIntegerField(null=True)

    objects = CaseFactsQuerySet.as_manager()

    class Meta:
        verbose_name = _("facts of a suggestion")
        verbose_name_plural = _("facts of suggestions")
        indexes = [
            models.Index(fields=["month", "suggestion"], name="case_facts_rows"),
            models.Index(fields=["unit", "month"], name="case_facts_unit"),
            models.Index(fields=["handling_days", "month"], name="case_facts_days"),
        ]

    def __str__(self) -> str:
        """The suggestion's key and month."""
        return f"{self.suggestion_id} {self.month:%Y-%m}"


class FactsQueue(models.Model):
    """That something about a suggestion has changed; entries of one suggestion may repeat."""

    suggestion_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("suggestion to count again")
        verbose_name_plural = _("suggestions to count again")

    def __str__(self) -> str:
        """The suggestion's key."""
        return str(self.suggestion_id)
