"""Opening a round: which suggestions, who reads them, and by which rules."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.pages import CampaignPage
from campaigns.phases import Feature
from campaigns.rubrics import Rubric
from portal.accounts.user import User
from suggestions.history import move_many
from suggestions.review.entering import Source, waiting_for_review
from suggestions.review.experts.pool import can_be_asked
from suggestions.review.holding import loads_of
from suggestions.review.refusals import RoundRefused
from suggestions.review.rights import may_open_round
from suggestions.review.round import Aggregation, Publication, Round, RoundKind, TieRule
from suggestions.review.sharing import SEED_LIMIT, Plan, plan, write_down
from suggestions.review.standing import Standing
from suggestions.states import State
from suggestions.suggestion import Suggestion, SuggestionQuerySet

BATCH = 500
"""Rows in memory at a time."""


class Rules(TypedDict, total=False):
    """The rules of a round; what is left out is as the model says."""

    kind: RoundKind
    author_hidden: bool
    others_hidden: bool
    aggregation: Aggregation
    tie_rule: TieRule
    spread_limit: float | None
    alpha_limit: float | None
    publication: Publication


@dataclass(frozen=True)
class Preview:
    """What opening a round would do, in counts."""

    suggestions: int
    assignments: int
    least_load: int
    most_load: int
    short: int
    """Suggestions for which conflicts and limits leave fewer reviewers than wanted."""
    barred: int
    """Pairs of a reviewer and a suggestion that a conflict of interest keeps apart."""
    matches: int
    """Reviews by someone whose field it is."""
    calibration: int


def preview(
    campaign: CampaignPage,
    suggestions: SuggestionQuerySet,
    reviewers: Collection[User],
    per_suggestion: int,
    *,
    at: datetime,
    kind: RoundKind = RoundKind.PANEL,
    calibration: int = 0,
) -> Preview:
    """The counts `open_round` would come to; changes nothing, raises the same RoundRefused."""
    check(campaign, suggestions, reviewers, per_suggestion, at=at, kind=kind)
    planned = plan(suggestions, reviewers, per_suggestion, calibration=calibration, seed=0, at=at)
    _check_calibration(calibration, planned)
    loads = loads_of(planned.share, [reviewer.pk for reviewer in reviewers]).values()
    return Preview(
        suggestions=len(planned.share),
        assignments=sum(loads),
        least_load=min(loads),
        most_load=max(loads),
        short=sum(len(readers) < per_suggestion for readers in planned.share.values()),
        barred=sum(map(len, planned.barred.values())),
        matches=planned.matches,
        calibration=len(planned.calibration),
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
    calibration: int = 0,
    seed: int | None = None,
    **rules: Unpack[Rules],
) -> Round:
    """Open a round at `at`: move `suggestions` to REVIEWING and share them out evenly.

    `suggestions` is an unsliced queryset; `calibration` is how many of them everyone scores
    first. The share depends on `seed` alone (drawn and kept if not given). Raises
    PermissionDenied if `by` may not open rounds there, RoundRefused if something does not fit
    or somebody else was first, and MoveNotAllowed if a suggestion was moved meanwhile; then
    nothing has changed.
    """
    if not may_open_round(by, campaign, on=localdate(at)):
        raise PermissionDenied
    if deadline <= at:
        raise RoundRefused(_("The deadline has passed already."))
    locked = _lock(suggestions)
    kind = rules.get("kind", RoundKind.PANEL)
    rubric = check(campaign, suggestions, reviewers, per_suggestion, at=at, kind=kind)
    round = Round(
        campaign=campaign,
        rubric=rubric,
        name=name,
        per_suggestion=per_suggestion,
        deadline=deadline,
        seed=secrets.randbelow(SEED_LIMIT) if seed is None else seed,
        opened_at=at,
        opened_by=by,
        **rules,
    )
    planned = plan(
        suggestions, reviewers, per_suggestion, calibration=calibration, seed=round.seed, at=at
    )
    _check_calibration(calibration, planned)
    if not locked.issuperset(planned.share):
        raise RoundRefused(_("Suggestions were moved meanwhile. Please try again."))
    round.save()
    write_down(round, planned, [reviewer.pk for reviewer in reviewers])
    _start_reviewing(sorted(planned.share), round, by=by, at=at)
    return round


def check(
    campaign: CampaignPage,
    suggestions: SuggestionQuerySet,
    reviewers: Collection[User],
    per_suggestion: int,
    *,
    at: datetime,
    kind: RoundKind = RoundKind.PANEL,
) -> Rubric:
    """The rubric a round would use; raises RoundRefused with the first thing that does not fit."""
    if not campaign.allows(Feature.REVIEW, at):
        raise RoundRefused(_("The campaign is not in a reviewing phase."))
    if not 1 <= per_suggestion <= len(reviewers):
        raise RoundRefused(_("There must be as many reviewers as each suggestion needs."))
    known = can_be_asked(campaign.organiser, on=localdate(at))
    wanted = {reviewer.pk for reviewer in reviewers}
    if known.filter(pk__in=wanted).count() != len(wanted):
        raise RoundRefused(_("Someone chosen is not a reviewer for this campaign's unit."))
    if not suggestions.exists():
        raise RoundRefused(_("There is no suggestion to review."))
    _check_entering(campaign, suggestions, kind)
    return _usable_rubric(campaign)


def _check_entering(
    campaign: CampaignPage, suggestions: SuggestionQuerySet, kind: RoundKind
) -> None:
    """Raises RoundRefused if one of `suggestions` cannot enter a round of this kind."""
    rest = suggestions
    for source in (Source.ACCEPTED, Source.EARLIER, Source.POOL):
        rest = rest.exclude(pk__in=waiting_for_review(campaign, source).values("pk"))
    if kind == RoundKind.SECOND_OPINION:
        again = waiting_for_review(campaign, Source.DECIDED)
        rest = rest.exclude(pk__in=again.values("pk"))
    if rest.exists():
        raise RoundRefused(
            _(
                "Only accepted suggestions of this campaign can enter a round, and those an "
                "earlier round has left undecided or an editor has taken up again from the pool; "
                "what was decided, only for a second opinion."
            )
        )


def _check_calibration(size: int, planned: Plan) -> None:
    if not 0 <= size <= len(planned.share):
        raise RoundRefused(_("The calibration set is larger than the round."))


def _usable_rubric(campaign: CampaignPage) -> Rubric:
    rubric = campaign.rubric
    if rubric is None:
        raise RoundRefused(_("The campaign has no rubric yet."))
    if not any(criterion.weight > 0 for criterion in rubric.criteria.all()):
        raise RoundRefused(_("All weights of the rubric are zero."))
    return rubric


def _lock(suggestions: SuggestionQuerySet) -> set[int]:
    """Lock the rows, so that two who open a round at once do it one after the other; the keys."""
    keys = list(suggestions.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = Suggestion.objects.filter(pk__in=keys[start : start + BATCH])
        list(batch.order_by("pk").locked().values_list("pk"))
    return set(keys)


def _start_reviewing(keys: list[int], round: Round, *, by: User, at: datetime) -> None:
    """Move the suggestions with these keys on from where they were, a batch at a time."""
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        before = Standing.objects.undecided().filter(suggestion__in=batch)
        before.exclude(round=round).update(passed_on_at=at)
        rows = Suggestion.objects.filter(pk__in=batch).exclude(state=State.REVIEWING)
        move_many(rows, State.REVIEWING, by=by)
