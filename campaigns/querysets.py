"""Questions about many campaigns; `at` is the moment asked about."""

from datetime import datetime
from typing import Self

from django.db import models
from wagtail.images import get_image_model
from wagtail.models import PageQuerySet

from campaigns.phases import Phase, PhaseKind, PhaseQuerySet

CARD_PICTURE = "fill-640x360|format-webp"


def phases_of_row() -> PhaseQuerySet:
    """The phases of the campaign at hand in an outer query."""
    return Phase.objects.filter(campaign=models.OuterRef("pk"))


def is_in(kind: PhaseKind, at: datetime) -> models.Q:
    """Holds for campaigns that are in a phase of this kind."""
    return models.Q(models.Exists(phases_of_row().holding(at).filter(kind=kind)))


def has_begun(at: datetime) -> models.Q:
    """Holds for campaigns whose first phase has started."""
    return models.Q(models.Exists(phases_of_row().filter(starts_at__lte=at)))


def is_open(at: datetime) -> models.Q:
    """Holds for campaigns that take suggestions."""
    return is_in(PhaseKind.COLLECTING, at)


def is_reviewing(at: datetime) -> models.Q:
    """Holds for campaigns that no longer take suggestions and are being reviewed."""
    return is_in(PhaseKind.REVIEWING, at) & ~is_open(at)


def is_closed(at: datetime) -> models.Q:
    """Holds for campaigns that began and neither collect nor review any more."""
    return has_begun(at) & ~is_open(at) & ~is_in(PhaseKind.REVIEWING, at)


def is_upcoming(at: datetime) -> models.Q:
    """Holds for campaigns that have been announced and have not begun."""
    announced = models.Q(models.Exists(phases_of_row().filter(starts_at__gt=at)))
    return announced & ~has_begun(at)


class CampaignQuerySet(PageQuerySet):
    """Campaigns by what they are doing; `open`, `reviewing`, `closed`, `upcoming` are disjoint."""

    def in_phase(self, kind: PhaseKind, at: datetime) -> Self:
        """Campaigns that are in a phase of this kind."""
        return self.filter(is_in(kind, at))

    def open(self, at: datetime) -> Self:
        """Campaigns that take suggestions."""
        return self.filter(is_open(at))

    def closed_since(self, since: datetime, at: datetime) -> Self:
        """Campaigns that still took suggestions after `since` and no longer do at `at`."""
        ended = phases_of_row().filter(
            kind=PhaseKind.COLLECTING, starts_at__lte=at, ends_at__gt=since, ends_at__lte=at
        )
        return self.filter(models.Exists(ended), ~is_open(at))

    def reviewing(self, at: datetime) -> Self:
        """Campaigns that no longer take suggestions and are being reviewed."""
        return self.filter(is_reviewing(at))

    def closed(self, at: datetime) -> Self:
        """Campaigns that began and neither collect nor review any more."""
        return self.filter(is_closed(at))

    def upcoming(self, at: datetime) -> Self:
        """Campaigns that have been announced and have not begun."""
        return self.filter(is_upcoming(at))

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
        pictures = get_image_model().objects.prefetch_renditions(CARD_PICTURE)
        return self.select_related("organiser").prefetch_related(
            "phases", models.Prefetch("picture", queryset=pictures)
        )

    def for_page(self) -> Self:
        """With everything that a campaign's own page shows of the campaign."""
        return self.select_related("organiser", "rubric", "picture").prefetch_related(
            "phases", "topics", "rubric__criteria"
        )
