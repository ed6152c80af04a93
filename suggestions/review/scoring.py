"""Scoring: saving a draft, submitting a review, taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from campaigns.rubrics import LEVELS, Criterion
from campaigns.versions import freeze
from portal.accounts.user import User
from suggestions.review.assignment import Assignment
from suggestions.review.figures import weighted_mean
from suggestions.review.ranking import keep_figures, weights_of
from suggestions.review.refusals import ReviewRefused
from suggestions.review.reviews import Review, Score
from suggestions.review.rights import may_score
from suggestions.review.round import Panellist, Round
from suggestions.review.standing import Standing
from suggestions.review.texts import text_hash


@dataclass(frozen=True)
class Judgement:
    """What a reviewer thinks: levels (1 to 5) and comments by criterion key, and one on all."""

    levels: Mapping[int, int] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)
    comment: str = ""


@transaction.atomic
def save_draft(assignment: Assignment, judgement: Judgement, *, by: User, at: datetime) -> Review:
    """Keep an unfinished review as it is; it counts for nothing yet.

    Raises PermissionDenied for anyone but the reviewer, ReviewRefused if the round takes
    no scores at `at`, the suggestion has left it, or the review is in already.
    """
    _locked_standing(assignment, by=by, at=at)
    return _write(assignment, judgement, mark=None, submitted_at=None, at=at)


@transaction.atomic
def submit_review(
    assignment: Assignment, judgement: Judgement, *, by: User, at: datetime
) -> Review:
    """Submit a complete review: it counts at once, and the first one freezes the rubric.

    Raises as `save_draft`, and ReviewRefused if a criterion has no level.
    """
    standing = _locked_standing(assignment, by=by, at=at)
    round = assignment.round
    criteria = list(round.rubric.criteria.all())
    if any(judgement.levels.get(criterion.pk) not in LEVELS for criterion in criteria):
        raise ReviewRefused(_("Please choose a level for every criterion."))
    mark = float(weighted_mean(judgement.levels, weights_of(criteria)))
    review = _write(assignment, judgement, mark=mark, submitted_at=at, at=at)
    _count(assignment, +1)
    keep_figures(standing, round)
    if round.rubric.frozen_at is None:
        freeze(round.rubric, at=at)
    return review


@transaction.atomic
def reopen_review(review: Review, *, by: User, at: datetime) -> Review:
    """Take a submitted review back into a draft; its levels stay, but no longer count.

    Raises PermissionDenied for anyone but the reviewer, ReviewRefused if the round takes
    no scores at `at`, the suggestion is decided, or the review is a draft.
    """
    assignment = review.assignment
    standing = _locked_standing(assignment, by=by, at=at, submitted=True)
    Review.objects.filter(pk=review.pk).update(submitted_at=None, mark=None, updated_at=at)
    _count(assignment, -1)
    keep_figures(standing, assignment.round)
    review.refresh_from_db()
    return review


def may_write(assignment: Assignment, *, by: User, at: datetime) -> bool:
    """Whether the reviewer could write on this assignment at `at` (draft, submit, reopen)."""
    return may_score(by, assignment, on=localdate(at)) and not _obstacle(
        assignment, assignment.round, at=at
    )


def _locked_standing(
    assignment: Assignment, *, by: User, at: datetime, submitted: bool = False
) -> Standing:
    """The suggestion's standing, locked so that its figures are written one after the other.

    Raises what `save_draft` lists. `submitted` says which kind of review is expected.
    """
    if not may_score(by, assignment, on=localdate(at)):
        raise PermissionDenied
    standing = Standing.objects.select_for_update().get(
        round=assignment.round_id, suggestion=assignment.suggestion_id
    )
    if standing.outcome:
        raise ReviewRefused(_("The panel has decided on this suggestion."))
    if message := _obstacle(assignment, assignment.round, at=at):
        raise ReviewRefused(message)
    done = Review.objects.filter(assignment=assignment, submitted_at__isnull=False).exists()
    if done and not submitted:
        raise ReviewRefused(_("You have submitted this review already."))
    if submitted and not done:
        raise ReviewRefused(_("This review is a draft already."))
    return standing


def _obstacle(assignment: Assignment, round: Round, *, at: datetime) -> str:
    """Why nothing can be written at `at`; empty if it can."""
    if assignment.dropped_at is not None:
        return _("The suggestion has been withdrawn from the round.")
    if not round.is_open:
        return _("The round is closed.")
    if at >= round.deadline:
        return _("The deadline of the round has passed.")
    if not round.takes_scores(at):
        return _("The campaign is not in a reviewing phase.")
    return ""


def _write(
    assignment: Assignment,
    judgement: Judgement,
    *,
    mark: float | None,
    submitted_at: datetime | None,
    at: datetime,
) -> Review:
    """Store the review and its scores, whether or not there was a draft."""
    review, _new = Review.objects.update_or_create(
        assignment=assignment,
        defaults={
            "comment": judgement.comment,
            "mark": mark,
            "text_hash": text_hash(assignment.suggestion),
            "updated_at": at,
            "submitted_at": submitted_at,
        },
    )
    keys = Criterion.objects.filter(rubric=assignment.round.rubric_id).values_list("pk", flat=True)
    Score.objects.bulk_create(
        [
            Score(
                review=review,
                criterion_id=key,
                level=judgement.levels.get(key),
                comment=judgement.comments.get(key, ""),
            )
            for key in keys
        ],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["level", "comment"],
    )
    return review


def _count(assignment: Assignment, change: int) -> None:
    """Keep the reviewer's count of submitted reviews."""
    Panellist.objects.filter(round=assignment.round_id, user=assignment.reviewer_id).update(
        submitted=F("submitted") + change
    )
