"""The night's work: propose what of the pool fits campaigns and regulations that came later.

Bounded: so many campaigns and regulations, so many proposals for each, in turn. A pair is proposed
once; what was left over is proposed in the nights after.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from time import monotonic
from typing import TypeVar

from django.db.models import Exists, Model, Q, QuerySet
from django.utils.timezone import localdate

from campaigns.pages import CampaignKind, CampaignPage
from campaigns.phases import PhaseKind
from campaigns.querysets import phases_of_row
from portal.regulations.pages import RegulationPage
from search.engines.interface import Engine
from search.returning.finding import Match, articles_of, fitting_call, fitting_regulation
from suggestions.review.reconsideration import Reconsideration
from suggestions.review.reconsidering import propose

Row = TypeVar("Row", bound=Model)
MOST_CAMPAIGNS = 100
MOST_REGULATIONS = 20
MOST_ARTICLES = 200
"""Articles of one regulation that are compared."""
MOST_PROPOSED = 20
"""Suggestions proposed in one night for one campaign or regulation, the best."""
NEW_FOR = timedelta(days=90)
"""So long a regulation counts as new."""
LONGEST = 20 * 60
"""Seconds; what is not compared by then waits for the next night."""


def bring_back(engine: Engine, *, at: datetime) -> int:
    """Propose what fits; returns how many proposals are new. Raises SearchUnavailable."""
    ends, count = monotonic() + LONGEST, 0
    for campaign in tonight(campaigns_at(at), MOST_CAMPAIGNS, at=at):
        if monotonic() < ends:
            count += propose_for_campaign(engine, campaign, at=at)
    for regulation in tonight(regulations_at(at), MOST_REGULATIONS, at=at):
        if monotonic() < ends:
            count += propose_for_regulation(engine, regulation, at=at, ends=ends)
    return count


def tonight(rows: QuerySet[Row], most: int, *, at: datetime) -> list[Row]:
    """Up to `most` of `rows`, in their order, from where the night before left off.

    Each night begins `most` rows further on, and after the last with the first again, so that
    every row has its turn. Where there are no more than `most`, every night begins one further
    on: what the time limit cuts off is not always the same.
    """
    count = rows.count()
    if not count:
        return []
    start = localdate(at).toordinal() * (most if count > most else 1) % count
    first = list(rows[start : start + most])
    return first + list(rows[: min(most - len(first), start)])


def campaigns_at(at: datetime) -> QuerySet[CampaignPage]:
    """The themed calls that still collect or review, or will, the newest first.

    A standing channel has no theme that anything could fit.
    """
    going_on = phases_of_row().filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        kind__in=(PhaseKind.COLLECTING, PhaseKind.REVIEWING),
    )
    rows = CampaignPage.objects.live().filter(Exists(going_on), kind=CampaignKind.THEMED)
    return rows.select_related("organiser").order_by("-first_published_at", "-pk")


def regulations_at(at: datetime) -> QuerySet[RegulationPage]:
    """The regulations in force, now or soon, that were published lately, the newest first."""
    rows = RegulationPage.objects.live().public().current()
    recent = rows.filter(first_published_at__gt=at - NEW_FOR, first_published_at__lte=at)
    return recent.defer("text", "history").order_by("-first_published_at", "-pk")


def propose_for_campaign(engine: Engine, campaign: CampaignPage, *, at: datetime) -> int:
    """Propose the best of what fits `campaign` and was not proposed before; returns how many."""
    before = Reconsideration.objects.filter(campaign=campaign, regulation__isnull=True)
    known = list(before.values_list("suggestion", flat=True))
    matches = fitting_call(engine, campaign, without=known)[:MOST_PROPOSED]
    return propose(_row(match, at=at, campaign=campaign) for match in matches)


def propose_for_regulation(
    engine: Engine, regulation: RegulationPage, *, at: datetime, ends: float
) -> int:
    """Propose the best of what `regulation` bears on and was not proposed before.

    From `ends` on, in seconds of the monotonic clock, no further article is compared.
    """
    before = Reconsideration.objects.filter(regulation=regulation)
    known = list(before.values_list("suggestion", flat=True))
    articles = takewhile(
        lambda _article: monotonic() < ends, articles_of(regulation, MOST_ARTICLES)
    )
    matches = fitting_regulation(engine, articles, without=known)[:MOST_PROPOSED]
    return propose(_row(match, at=at, regulation=regulation) for match in matches)


def _row(match: Match, *, at: datetime, **cause: CampaignPage | RegulationPage) -> Reconsideration:
    words: Sequence[str] = list(match.words)
    return Reconsideration(
        suggestion_id=match.suggestion,
        likeness=match.likeness,
        words=words,
        shares_topic=match.shares_topic,
        proposed_at=at,
        **cause,
    )
