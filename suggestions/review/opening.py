"""Opening a round: which suggestions, who reads them, and the first share of the work."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.pages import CampaignPage
from campaigns.phases import Feature
from campaigns.rubrics import Rubric
from portal.accounts.user import User
from suggestions.history import move_many
from suggestions.review.assigning import plan, write_down
from suggestions.review.balancing import loads_of
from suggestions.review.refusals import RoundRefused
from suggestions.review.rights import may_open_round, reviewers_for
from suggestions.review.round import Aggregation, Round
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion, SuggestionQuerySet

SEED_LIMIT = 2**31
BATCH = 500
"""Rows in memory at a time."""


@dataclass(frozen=True)
class Preview:
    """What opening a round would do, in counts."""

    suggestions: int
    assignments: int
    least_load: int
    most_load: int
    short: int
    """Suggestions for which conflicts leave fewer reviewers than wanted."""


def accepted_suggestions() -> SuggestionQuerySet:
    """What rounds can take: accepted, and suggestions (建议意见) only."""
    return Suggestion.objects.filter(state=State.ACCEPTED, classification=Classification.SUGGESTION)


def waiting_for_review(campaign: CampaignPage) -> SuggestionQuerySet:
    """The suggestions of `campaign` that a round can take."""
    return accepted_suggestions().filter(campaign=campaign)


def preview(
    campaign: CampaignPage,
    suggestions: SuggestionQuerySet,
    reviewers: Collection[User],
    per_suggestion: int,
    *,
    at: datetime,
) -> Preview:
    """The counts `open_round` would come to; changes nothing, raises the same RoundRefused."""
    check(campaign, suggestions, reviewers, per_suggestion, at=at)
    share = plan(suggestions, reviewers, per_suggestion, seed=0, at=at)
    loads = loads_of(share, [reviewer.pk for reviewer in reviewers]).values()
    return Preview(
        suggestions=len(share),
        assignments=sum(loads),
        least_load=min(loads),
        most_load=max(loads),
        short=sum(len(chosen) < per_suggestion for chosen in share.values()),
    )


@transaction.atomic
def open_round(
    campaign: CampaignPage,
    suggestions: SuggestionQuerySet,
    reviewers: Collection[User],
    per_suggestion: int,
    *,
    by: User,
    at: datetime,
    name: str,
    deadline: datetime,
    author_hidden: bool = True,
    aggregation: Aggregation = Aggregation.MEAN,
    seed: int | None = None,
) -> Round:
    """Open a round at `at`: move `suggestions` to REVIEWING and share them out evenly.

    `suggestions` is an unsliced queryset. The share depends on `seed` alone (drawn and kept
    if not given). Raises PermissionDenied
    if `by` may not open rounds there, RoundRefused if something does not fit, and
    MoveNotAllowed if a suggestion was moved meanwhile; then nothing has changed.
    """
    if not may_open_round(by, campaign, on=localdate(at)):
        raise PermissionDenied
    if deadline <= at:
        raise RoundRefused(_("The deadline has passed already."))
    rubric = check(campaign, suggestions, reviewers, per_suggestion, at=at)
    round = Round.objects.create(
        campaign=campaign,
        rubric=rubric,
        name=name,
        per_suggestion=per_suggestion,
        deadline=deadline,
        author_hidden=author_hidden,
        aggregation=aggregation,
        seed=secrets.randbelow(SEED_LIMIT) if seed is None else seed,
        opened_at=at,
        opened_by=by,
    )
    share = plan(suggestions, reviewers, per_suggestion, seed=round.seed, at=at)
    write_down(round, share, [reviewer.pk for reviewer in reviewers])
    _start_reviewing(sorted(share), by=by)
    return round


def check(
    campaign: CampaignPage,
    suggestions: SuggestionQuerySet,
    reviewers: Collection[User],
    per_suggestion: int,
    *,
    at: datetime,
) -> Rubric:
    """The rubric a round would use; raises RoundRefused with the first thing that does not fit."""
    if not campaign.allows(Feature.REVIEW, at):
        raise RoundRefused(_("The campaign is not in a reviewing phase."))
    if not 1 <= per_suggestion <= len(reviewers):
        raise RoundRefused(_("There must be as many reviewers as each suggestion needs."))
    known = reviewers_for(campaign.organiser, on=localdate(at))
    wanted = {reviewer.pk for reviewer in reviewers}
    if known.filter(pk__in=wanted).count() != len(wanted):
        raise RoundRefused(_("Someone chosen is not a reviewer for this campaign's unit."))
    fitting = waiting_for_review(campaign)
    if not suggestions.exists():
        raise RoundRefused(_("There is no suggestion to review."))
    if suggestions.exclude(pk__in=fitting.values("pk")).exists():
        raise RoundRefused(_("Only accepted suggestions of this campaign can enter a round."))
    return _usable_rubric(campaign)


def _usable_rubric(campaign: CampaignPage) -> Rubric:
    rubric = campaign.rubric
    if rubric is None:
        raise RoundRefused(_("The campaign has no rubric yet."))
    if not any(criterion.weight > 0 for criterion in rubric.criteria.all()):
        raise RoundRefused(_("All weights of the rubric are zero."))
    return rubric


def _start_reviewing(keys: list[int], *, by: User) -> None:
    """Move the suggestions with these keys, a batch in memory at a time."""
    for start in range(0, len(keys), BATCH):
        batch = Suggestion.objects.filter(pk__in=keys[start : start + BATCH])
        move_many(batch, State.REVIEWING, by=by)
