"""Tallies: how many suggestions a campaign has, counted when something changed, not when read."""

from collections.abc import Iterable

from celery import shared_task
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from suggestions.states import GOLDEN, Classification, State
from suggestions.suggestion import Suggestion

GATHER_FOR = 5
"""Seconds in which changes of one campaign are gathered into one count."""


class CampaignTally(models.Model):
    """The figures of one campaign, and whether something has changed since."""

    campaign = models.OneToOneField(
        CampaignPage, on_delete=models.CASCADE, primary_key=True, related_name="tally"
    )
    received = models.PositiveIntegerField(_("received"), default=0)
    published = models.PositiveIntegerField(_("published"), default=0)
    adopted = models.PositiveIntegerField(_("adopted"), default=0)
    stale = models.BooleanField(default=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("campaign's figures")
        verbose_name_plural = _("campaigns' figures")

    def __str__(self) -> str:
        """The three figures."""
        return f"{self.received}/{self.published}/{self.adopted}"


def mark_stale(campaigns: Iterable[int]) -> None:
    """Have these campaigns counted again soon after the present transaction has committed."""
    for campaign in set(campaigns):
        _wake_on_commit(campaign)


def _wake_on_commit(campaign: int) -> None:
    transaction.on_commit(lambda: _wake(campaign), robust=True)


def _wake(campaign: int) -> None:
    """Queue one count however many changes there are: only who sets the mark queues."""
    queue = CampaignTally.objects.filter(pk=campaign, stale=False).update(stale=True)
    if not queue:
        _tally, queue = CampaignTally.objects.get_or_create(campaign_id=campaign)
    if queue:
        recount.apply_async([campaign], countdown=GATHER_FOR)


@shared_task
def recount(campaign: int) -> None:
    """Count the suggestions of one campaign; may run twice or late.

    Received are all but withdrawn ones and sealed reports, which are counted nowhere. The
    mark goes first: what commits while this counts sets it again. Of two counts the one that
    began later stays.
    """
    began = timezone.now()
    CampaignTally.objects.filter(pk=campaign).update(stale=False)
    rows = Suggestion.objects.filter(campaign=campaign)
    counted = rows.unsealed().exclude(state=State.WITHDRAWN)
    figures = counted.aggregate(
        received=Count("pk"),
        published=Count("pk", filter=_public()),
        adopted=Count("pk", filter=_public() & Q(state__in=GOLDEN)),
    )
    older = Q(counted_at__isnull=True) | Q(counted_at__lt=began)
    CampaignTally.objects.filter(older, pk=campaign).update(counted_at=began, **figures)


def _public() -> Q:
    return Q(public_since__isnull=False, classification=Classification.SUGGESTION)


@shared_task
def recount_stale() -> None:
    """Count what was marked and not counted: a task was lost with its worker."""
    for campaign in CampaignTally.objects.filter(stale=True).values_list("pk", flat=True):
        recount(campaign)
