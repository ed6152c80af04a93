"""The publication run: that a chair published the decisions of a round together, and how far."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.review.decision import Decision
from suggestions.review.round import Round


class PublicationRunQuerySet(models.QuerySet["PublicationRun"]):
    """Questions about many runs."""

    def unfinished(self) -> Self:
        """Runs under way, or cut short."""
        return self.filter(finished_at__isnull=True)


class PublicationRun(models.Model):
    """One publication of a round's decisions. Its decisions carry `began_at` as their moment."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="publications")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(_("decisions to publish"))
    left_out = models.PositiveIntegerField(_("left out: no longer under review"), default=0)

    objects = PublicationRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication of decisions")
        verbose_name_plural = _("publications of decisions")
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(finished_at__isnull=True),
                name="publication_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        """Round and moment."""
        return f"{self.round_id} {self.began_at}"

    @property
    def is_finished(self) -> bool:
        """Whether it has come to its end."""
        return self.finished_at is not None

    def published_count(self) -> int:
        """How many decisions this run has made public so far; one query."""
        return Decision.objects.filter(round=self.round_id, published_at=self.began_at).count()
