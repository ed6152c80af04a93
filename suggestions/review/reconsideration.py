"""The reconsideration: one match between the pool and a later campaign or regulation."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import within
from portal.regulations.pages import RegulationPage
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.review.pool import IN_POOL
from suggestions.review.round import ORGANISERS
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

NOTE_LENGTH = 1000


class Step(models.TextChoices):
    """What became of a match."""

    PROPOSED = "proposed", pgettext_lazy("of a match", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("of a match", "Taken up")
    DISMISSED = "dismissed", pgettext_lazy("of a match", "Put aside")


class ReconsiderationQuerySet(models.QuerySet["Reconsideration"]):
    """Questions about many matches."""

    def proposed(self) -> Self:
        """Those that wait for an editor and whose suggestion still lies in the pool."""
        return self.filter(step=Step.PROPOSED).in_pool()

    def taken_up(self) -> Self:
        """Those that were accepted and whose suggestion no round has moved yet."""
        return self.filter(step=Step.ACCEPTED).in_pool()

    def in_pool(self) -> Self:
        """Those whose suggestion lies in the pool."""
        return self.filter(
            suggestion__state__in=IN_POOL, suggestion__classification=Classification.SUGGESTION
        )

    def visible_to(self, user: Person, *, on: date) -> Self:
        """What an editor or chair decides on: matches with campaigns of their unit and below,
        and with regulations for suggestions of their unit and below.

        Of another unit's suggestions only those that everyone may read, and no report against
        someone or what `user` has withdrawn from.
        """
        unsealed = self.exclude(suggestion__classification=Classification.REPORT)
        unsealed = unsealed.exclude(suggestion__in=barred_keys(user, on=on))
        if user.is_authenticated and user.is_superuser:
            return unsealed
        public = Q(suggestion__public_since__isnull=False, suggestion__campaign__live=True)
        units = list(units_of(user, ORGANISERS, on=on))
        own = within(units, "suggestion__unit")
        called = within(units, "campaign__organiser") & (own | public)
        return unsealed.filter(called | Q(campaign__isnull=True) & own)


class Reconsideration(models.Model):
    """A suggestion of the pool and what it met. `campaign` is where it can be read again: the
    one it met, or the one chosen when a match with a regulation was accepted.
    """

    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, related_name="reconsiderations"
    )
    campaign = models.ForeignKey(
        CampaignPage, on_delete=models.CASCADE, null=True, related_name="reconsiderations"
    )
    regulation = models.ForeignKey(
        RegulationPage, on_delete=models.CASCADE, null=True, related_name="+"
    )
    likeness = models.FloatField(_("likeness"))
    words = models.JSONField(_("words in common"), default=list)
    shares_topic = models.BooleanField(_("same topic"), default=False)
    proposed_at = models.DateTimeField(_("proposed on"))
    step = models.CharField(max_length=10, choices=Step, default=Step.PROPOSED)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ReconsiderationQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion that comes back")
        verbose_name_plural = _("suggestions that come back")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "campaign"],
                condition=Q(regulation__isnull=True),
                name="reconsideration_once_by_campaign",
            ),
            models.UniqueConstraint(
                fields=["suggestion", "regulation"],
                condition=Q(regulation__isnull=False),
                name="reconsideration_once_by_law",
            ),
            models.CheckConstraint(
                condition=Q(campaign__isnull=False) | Q(regulation__isnull=False),
                name="reconsideration_has_a_cause",
            ),
        ]
        indexes = [
            models.Index(fields=["step", "-proposed_at", "-id"], name="reconsideration_list"),
        ]

    def __str__(self) -> str:
        """Keys of both ends."""
        return f"{self.suggestion_id} → {self.campaign_id or self.regulation_id}"
