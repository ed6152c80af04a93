"""The standing: what a round knows about one of its suggestions, in kept figures."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from suggestions.review.round import Round
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

UNSCORED = 0.0
"""Below the lowest level, so that what nobody has scored ranks last."""

BEST_FIRST = ("-figure", "-tie_break", "suggestion_id")
"""Highest figure first, then by the round's tie rule; what is equal even so by key."""


def above(figure: Any, tie_break: Any) -> models.Q:
    """Standings that rank above one with this figure and tie-break (values or expressions).

    The first condition says nothing new, but bounds the walk through the index.
    """
    higher = models.Q(figure__gt=figure) | models.Q(figure=figure, tie_break__gt=tie_break)
    return models.Q(figure__gte=figure) & higher


class StandingQuerySet(models.QuerySet["Standing"]):
    """Questions about many standings."""

    def in_round(self) -> Self:
        """What has not been withdrawn or taken out of its round."""
        return self.filter(dropped_at__isnull=True)

    def unsealed(self) -> Self:
        """All but those about reports against someone (检举控告), which no desk of review shows."""
        return self.exclude(suggestion__classification=Classification.REPORT)

    def undecided(self) -> Self:
        """What still waits for this panel, and has not gone on to a later round."""
        return self.in_round().filter(outcome="", passed_on_at__isnull=True)

    def decided(self) -> Self:
        """What the panel has decided."""
        return self.in_round().exclude(outcome="")

    def with_place(self) -> Self:
        """With `place`: how many of the round rank above each, and one."""
        higher = above(models.OuterRef("figure"), models.OuterRef("tie_break"))
        rows = Standing.objects.in_round().filter(higher, round=models.OuterRef("round"))
        counted = rows.order_by().values("round").annotate(n=models.Count("pk")).values("n")
        return self.annotate(place=Coalesce(models.Subquery(counted), 0) + 1)

    def best_first(self) -> Self:
        """The order of the ranking, which never wavers."""
        return self.order_by(*BEST_FIRST)


class Standing(models.Model):
    """Kept figures of one suggestion in one round: written when a review comes in or goes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="standings")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="standings")
    review_count = models.PositiveIntegerField(_("reviews"), default=0)
    figure = models.FloatField(
        _("ranked figure"), default=UNSCORED, help_text=_("1 to 5; 0 before the first review.")
    )
    tie_break = models.FloatField(
        default=0.0, help_text=_("Higher stands higher among equal figures.")
    )
    adjusted = models.FloatField(
        _("adjusted figure"), null=True, help_text=_("Without the reviewers' severity.")
    )
    adjusted_place = models.PositiveIntegerField(
        _("place by the adjusted figure"),
        null=True,
        help_text=_("When the statistics were computed."),
    )
    mean = models.FloatField(_("weighted mean"), null=True)
    median = models.FloatField(_("median"), null=True)
    spread = models.FloatField(_("spread"), null=True)
    criterion_means = models.JSONField(_("means by criterion"), default=dict)
    outcome = models.CharField(_("outcome"), max_length=16, choices=State, blank=True)
    is_calibration = models.BooleanField(_("everyone scores it first"), default=False)
    is_shortlisted = models.BooleanField(_("of considerable value"), default=False)
    extra_asked_at = models.DateTimeField(_("another reviewer was asked"), null=True)
    dropped_at = models.DateTimeField(null=True)
    passed_on_at = models.DateTimeField(_("went on to a later round"), null=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.UniqueConstraint(fields=["round", "suggestion"], name="standing_once"),
        ]
        indexes = [
            models.Index(
                fields=["round", "-figure", "-tie_break", "suggestion"],
                condition=models.Q(dropped_at__isnull=True),
                name="standing_ranked",
            ),
        ]

    def __str__(self) -> str:
        """Receipt and figure."""
        return f"{self.suggestion.receipt}: {self.figure:.2f}"
