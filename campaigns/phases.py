"""Phases: dated spans of a campaign that alone decide what is allowed when."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class PhaseKind(models.TextChoices):
    """What a campaign is doing."""

    COLLECTING = "collecting", _("Collecting suggestions")
    REVIEWING = "reviewing", _("Reviewing suggestions")
    RESULTS = "results", _("Publishing results")


class Feature(models.TextChoices):
    """What people can do in a campaign."""

    SUBMIT = "submit", _("submit a suggestion")
    REVIEW = "review", _("score suggestions")
    DECIDE = "decide", _("decide on suggestions")


FEATURES: dict[PhaseKind, frozenset[Feature]] = {
    PhaseKind.COLLECTING: frozenset({Feature.SUBMIT}),
    PhaseKind.REVIEWING: frozenset({Feature.REVIEW, Feature.DECIDE}),
    PhaseKind.RESULTS: frozenset({Feature.DECIDE}),
}
"""The one table of which phase allows what. A standing call collects and reviews at once
by having both phases at the same time."""


class PhaseQuerySet(models.QuerySet["Phase"]):
    """Questions about many phases."""

    def holding(self, at: datetime) -> Self:
        """Phases in which the moment `at` lies; the database's word for `Phase.holds`."""
        unfinished = models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at)
        return self.filter(unfinished, starts_at__lte=at)


class Phase(Orderable):
    """One span: it holds from `starts_at` (included) to `ends_at` (excluded; empty: open end)."""

    campaign = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="phases"
    )
    kind = models.CharField(_("phase"), max_length=12, choices=PhaseKind)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    objects = PhaseQuerySet.as_manager()
    panels = [FieldPanel("kind"), FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])]

    class Meta(Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="phase_ends_after_it_starts",
                violation_error_message=_("A phase must end after it starts."),
            )
        ]

    def __str__(self) -> str:
        """The phase's kind."""
        return self.get_kind_display()

    def holds(self, at: datetime) -> bool:
        """Whether the moment `at` lies in this phase."""
        return self.starts_at <= at and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        """Whether this phase has ended by the moment `at`."""
        return self.ends_at is not None and self.ends_at <= at
