"""Assigning: the first share of a round's work, and changes by hand."""

import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.review.assignment import Assignment
from suggestions.review.balancing import Share, share_out
from suggestions.review.conflicts import blocked_pairs, in_conflict, workplaces
from suggestions.review.refusals import AssignmentRefused
from suggestions.review.rights import may_run_round, reviewers_for
from suggestions.review.round import Panellist, Round
from suggestions.review.standing import Standing
from suggestions.suggestion import Suggestion, SuggestionQuerySet

SEED_LIMIT = 2**31
BATCH = 1000


def plan(
    suggestions: SuggestionQuerySet,
    reviewers: Collection[User],
    per_suggestion: int,
    *,
    seed: int,
    at: datetime,
) -> Share:
    """Who would read what, without conflicts and evenly; reads keys only and changes nothing."""
    facts = list(
        suggestions.order_by("pk").values_list("pk", "author_id", "transcriber_id", "station_id")
    )
    blocked = blocked_pairs(facts, workplaces(reviewers, on=localdate(at)))
    keys = sorted(reviewer.pk for reviewer in reviewers)
    return share_out([row[0] for row in facts], keys, blocked, per_suggestion, seed=seed)


def write_down(round: Round, share: Share, reviewers: Sequence[int]) -> None:
    """Store the panel, everyone's assignments in an order of their own, and the standings."""
    dice = random.Random(round.seed)  # noqa: S311 - repeatable on purpose, nothing secret
    theirs: dict[int, list[int]] = defaultdict(list)
    for suggestion, chosen in share.items():
        for reviewer in chosen:
            theirs[reviewer].append(suggestion)
    for reviewer in sorted(reviewers):
        _seat(round, reviewer, sorted(theirs[reviewer]), order_seed=dice.randrange(SEED_LIMIT))
    Standing.objects.bulk_create(
        [Standing(round=round, suggestion_id=key) for key in share], batch_size=BATCH
    )
    round.suggestion_count = len(share)
    round.save(update_fields=["suggestion_count"])


def _seat(round: Round, reviewer: int, suggestions: list[int], *, order_seed: int) -> None:
    """Put a reviewer on the panel, with `suggestions` shuffled: order effects even out."""
    Panellist.objects.create(
        round=round, user_id=reviewer, order_seed=order_seed, assigned=len(suggestions)
    )
    random.Random(order_seed).shuffle(suggestions)  # noqa: S311 - see above
    Assignment.objects.bulk_create(
        [
            Assignment(
                round=round,
                suggestion_id=key,
                reviewer_id=reviewer,
                position=position,
                made_at=round.opened_at,
            )
            for position, key in enumerate(suggestions)
        ],
        batch_size=BATCH,
    )


@transaction.atomic
def assign(
    round: Round, suggestion: Suggestion, reviewer: User, *, by: User, at: datetime
) -> Assignment:
    """Give `suggestion` to `reviewer` by hand, at the end of their queue.

    Raises PermissionDenied if `by` does not run the round, AssignmentRefused for a closed
    round, a decided or foreign suggestion, a conflict of interest, someone who is no
    reviewer, or if they have it already.
    """
    if not may_run_round(by, round, on=localdate(at)):
        raise PermissionDenied
    _check(round, suggestion, reviewer, at=at)
    member, _new = Panellist.objects.select_for_update().get_or_create(
        round=round, user=reviewer, defaults={"order_seed": round.seed}
    )
    assignment, made = Assignment.objects.get_or_create(
        round=round,
        suggestion=suggestion,
        reviewer=reviewer,
        defaults={"position": member.assigned, "made_at": at, "made_by": by},
    )
    if not made:
        raise AssignmentRefused(_("This reviewer has the suggestion already."))
    Panellist.objects.filter(pk=member.pk).update(assigned=F("assigned") + 1)
    return assignment


@transaction.atomic
def unassign(assignment: Assignment, *, by: User, at: datetime) -> None:
    """Take an assignment back, with its draft.

    Raises PermissionDenied if `by` does not run the round, AssignmentRefused if the review
    is in already: what was judged stays.
    """
    if not may_run_round(by, assignment.round, on=localdate(at)):
        raise PermissionDenied
    member = Panellist.objects.select_for_update().get(
        round=assignment.round_id, user=assignment.reviewer_id
    )
    taken, _counts = Assignment.objects.filter(pk=assignment.pk).unsubmitted().delete()
    if not taken:
        raise AssignmentRefused(_("The review is in already."))
    Panellist.objects.filter(pk=member.pk).update(assigned=F("assigned") - 1)


def _check(round: Round, suggestion: Suggestion, reviewer: User, *, at: datetime) -> None:
    on = localdate(at)
    if not round.is_open:
        raise AssignmentRefused(_("The round is closed."))
    if not round.standings.undecided().filter(suggestion=suggestion).exists():
        raise AssignmentRefused(_("The suggestion is not waiting in this round."))
    if not reviewers_for(round.campaign.organiser, on=on).filter(pk=reviewer.pk).exists():
        raise AssignmentRefused(_("Someone chosen is not a reviewer for this campaign's unit."))
    if in_conflict(suggestion, reviewer, on=on):
        raise AssignmentRefused(
            _("Conflict of interest: this reviewer wrote, took down or received the suggestion.")
        )
