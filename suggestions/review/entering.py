"""Entering: what a round can take, and which of it somebody has chosen."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.organisation.topic import Topic
from suggestions.review.decision import Decision
from suggestions.review.reconsidering import waiting_for
from suggestions.review.round import Round
from suggestions.review.standing import Standing
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion, SuggestionQuerySet


class Source(models.TextChoices):
    """Where the suggestions of a round come from."""

    ACCEPTED = "accepted", _("Accepted, not reviewed yet")
    EARLIER = "earlier", _("From an earlier round that is closed, undecided")
    DECIDED = "decided", _("Kept for reference or not adopted, for a second look")
    POOL = "pool", _("Taken up again from the pool")


@dataclass(frozen=True)
class Choice:
    """Which suggestions somebody wants in a round; everything that is filled in narrows it."""

    source: Source = Source.ACCEPTED
    topics: Collection[Topic] = field(default_factory=tuple)
    round: Round | None = None
    """The earlier round they were in."""
    shortlisted: bool = False
    """Only those marked as of considerable value."""
    receipts: Collection[str] = field(default_factory=tuple)


def only_suggestions() -> SuggestionQuerySet:
    """建议意见: nothing else is ever reviewed."""
    return Suggestion.objects.filter(classification=Classification.SUGGESTION)


def accepted_suggestions() -> SuggestionQuerySet:
    """What a first round can take: accepted, and suggestions (建议意见) only."""
    return only_suggestions().filter(state=State.ACCEPTED)


def undecided_suggestions() -> SuggestionQuerySet:
    """What a later round can take: under review, in no open round, no decision waiting."""
    rows = Standing.objects.in_round().filter(suggestion=OuterRef("pk"))
    held = rows.filter(round__closed_at__isnull=True)
    left = rows.filter(round__closed_at__isnull=False)
    unpublished = Decision.objects.filter(suggestion=OuterRef("pk"), published_at__isnull=True)
    under_review = only_suggestions().filter(state=State.REVIEWING)
    return under_review.filter(Exists(left), ~Exists(held), ~Exists(unpublished))


def second_look_suggestions() -> SuggestionQuerySet:
    """What a second opinion can take besides: decided, but not adopted."""
    return only_suggestions().filter(state__in=(State.KEPT, State.NOT_ADOPTED))


def ready(source: Source) -> SuggestionQuerySet:
    """What rounds can take from `source`; of the pool only `waiting_for_review` can say it."""
    return {
        Source.ACCEPTED: accepted_suggestions,
        Source.EARLIER: undecided_suggestions,
        Source.DECIDED: second_look_suggestions,
    }[source]()


def waiting_for_review(
    campaign: CampaignPage, source: Source = Source.ACCEPTED
) -> SuggestionQuerySet:
    """The suggestions that a round of `campaign` can take.

    Those of the pool are taken up for it; a later round takes what the campaign's own rounds
    have left, wherever it was handed in, and a second opinion also what is its own.
    """
    if source == Source.POOL:
        return waiting_for(campaign)
    rows = ready(source)
    if source == Source.ACCEPTED:
        return rows.filter(campaign=campaign)
    read_here = Q(read_in=campaign.pk)
    own = read_here | Q(campaign=campaign) if source == Source.DECIDED else read_here
    return rows.alias(read_in=_campaign_of_latest_round()).filter(own)


def chosen(campaign: CampaignPage, choice: Choice) -> SuggestionQuerySet:
    """The suggestions of `campaign` that `choice` means."""
    rows = waiting_for_review(campaign, choice.source)
    if choice.topics:
        rows = rows.filter(_below(choice.topics))
    if choice.receipts:
        rows = rows.filter(receipt__in=choice.receipts)
    before = Standing.objects.in_round().filter(suggestion=OuterRef("pk"))
    if choice.round is not None:
        before = before.filter(round=choice.round)
    if choice.shortlisted:
        before = before.filter(is_shortlisted=True)
    if choice.round is not None or choice.shortlisted:
        rows = rows.filter(Exists(before))
    return rows


def missing(campaign: CampaignPage, choice: Choice) -> list[str]:
    """The receipts of `choice` that are not among what it means; one query."""
    found = set(chosen(campaign, choice).values_list("receipt", flat=True))
    return [receipt for receipt in choice.receipts if receipt not in found]


def _campaign_of_latest_round() -> Subquery:
    """The campaign for which a suggestion was read last."""
    rows = Standing.objects.in_round().filter(suggestion=OuterRef("pk"))
    return Subquery(rows.order_by("-pk").values("round__campaign")[:1])


def _below(topics: Collection[Topic]) -> Q:
    reach = Q(pk__in=[])
    for topic in topics:
        reach |= Q(topic__path__startswith=topic.path)
    return reach
