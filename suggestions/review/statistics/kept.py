"""The kept statistics of a round: pages read these rows and compute nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from suggestions.review.round import Panellist, Round


class RoundStatistics(models.Model):
    """What was computed last over a round's submitted reviews, and whether more came since.

    `agreement` has, by the criterion's key as text, what `Agreement.as_json` gives. `movers`
    are keys of the standings whose places differ most between the two rankings.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, primary_key=True, related_name="statistics"
    )
    stale = models.BooleanField(default=True)
    due_at = models.DateTimeField(null=True, help_text=_("Not computed again before."))
    computed_at = models.DateTimeField(_("computed"), null=True)
    review_count = models.PositiveIntegerField(_("reviews"), default=0)
    suggestion_count = models.PositiveIntegerField(_("suggestions with a review"), default=0)
    agreement = models.JSONField(_("agreement by criterion"), default=dict)
    marks_agreement = models.JSONField(_("agreement of the marks"), default=dict)
    alpha = models.FloatField(_("α of the marks"), null=True)
    typical_spread = models.FloatField(_("typical spread"), null=True)
    severity_variance = models.FloatField(null=True)
    error_variance = models.FloatField(null=True)
    rank_correlation = models.FloatField(_("likeness of the two rankings"), null=True)
    movers = models.JSONField(default=list)
    seed = models.PositiveIntegerField(_("seed of the bootstrap"), default=0)

    class Meta:
        verbose_name = _("statistics of a round")
        verbose_name_plural = _("statistics of rounds")

    def __str__(self) -> str:
        """Which round."""
        return str(self.round)


class ReviewerFigures(models.Model):
    """What was computed last about one reviewer of a round; for organisers' eyes only."""

    panellist = models.OneToOneField(
        Panellist, on_delete=models.CASCADE, primary_key=True, related_name="figures"
    )
    count = models.PositiveIntegerField(_("reviews"), default=0)
    mean = models.FloatField(_("mean mark"), null=True)
    severity = models.FloatField(_("severity"), null=True)
    severity_low = models.FloatField(null=True)
    severity_high = models.FloatField(null=True)
    slope = models.FloatField(_("change along the own order"), null=True)
    slope_error = models.FloatField(null=True)
    calibration_count = models.PositiveIntegerField(_("calibration reviews"), default=0)
    calibration_difference = models.FloatField(_("difference on the calibration set"), null=True)

    class Meta:
        verbose_name = _("reviewer's figures")
        verbose_name_plural = _("reviewers' figures")

    def __str__(self) -> str:
        """Whose figures."""
        return str(self.panellist)
