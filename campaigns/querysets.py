"""Questions about many campaigns; `at` is the moment asked about."""

from datetime import datetime
from typing import Self

from django.db import models
from wagtail.models import PageQuerySet

from campaigns.phases import Phase, PhaseKind, PhaseQuerySet


def phases_of_row() -> PhaseQuerySet:
    """The phases of the campaign at hand in an outer query."""
    return Phase.objects.filter(campaign=models.OuterRef("pk"))


class CampaignQuerySet(PageQuerySet):
    """Campaigns by what they are doing; `open`, `reviewing`, `closed`, `upcoming` are disjoint."""

    def in_phase(self, kind: PhaseKind, at: datetime) -> Self:
        """Campaigns that are in a phase of this kind."""
        return self.filter(models.Exists(phases_of_row().holding(at).filter(kind=kind)))

    def open(self, at: datetime) -> Self:
        """Campaigns that take suggestions."""
        return self.in_phase(PhaseKind.COLLECTING, at)

    def reviewing(self, at: datetime) -> Self:
        """Campaigns that no longer take suggestions and are being reviewed."""
        collecting = phases_of_row().holding(at).filter(kind=PhaseKind.COLLECTING)
        return self.in_phase(PhaseKind.REVIEWING, at).exclude(models.Exists(collecting))

    def closed(self, at: datetime) -> Self:
        """Campaigns that began and neither collect nor review any more."""
        running = phases_of_row().holding(at).exclude(kind=PhaseKind.RESULTS)
        begun = phases_of_row().filter(starts_at__lte=at)
        return self.filter(models.Exists(begun)).exclude(models.Exists(running))

    def upcoming(self, at: datetime) -> Self:
        """Campaigns that have been announced and have not begun."""
        begun = phases_of_row().filter(starts_at__lte=at)
        announced = phases_of_row().filter(starts_at__gt=at)
        return self.filter(models.Exists(announced)).exclude(models.Exists(begun))

    def closing_first(self, at: datetime) -> Self:
        """Those that stop collecting soonest first; standing channels, without an end, last."""
        ends = phases_of_row().holding(at).filter(kind=PhaseKind.COLLECTING).order_by("ends_at")
        return self.annotate(closes=models.Subquery(ends.values("ends_at")[:1])).order_by(
            models.F("closes").asc(nulls_last=True), "-pk"
        )

    def newest_first(self) -> Self:
        """Those that began last first."""
        starts = phases_of_row().order_by("starts_at")
        return self.annotate(began=models.Subquery(starts.values("starts_at")[:1])).order_by(
            models.F("began").desc(nulls_last=True), "-pk"
        )

    def for_cards(self) -> Self:
        """With everything that a card shows, in a fixed number of queries."""
        return self.select_related("organiser", "picture").prefetch_related("phases")
