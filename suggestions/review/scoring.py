"""Scoring: saving a draft as a whole, submitting a review, taking it back.

One score at a time is saved by `saving.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.rubrics import LEVELS, Criterion
from campaigns.versions import freeze
from portal.accounts.user import User
from suggestions.chain.recording import note
from suggestions.review.assignment import Assignment
from suggestions.review.differing import look_at_later
from suggestions.review.figures import weighted_mean
from suggestions.review.obstacles import obstacle
from suggestions.review.ranking import keep_figures, weights_of
from suggestions.review.refusals import ReviewRefused
from suggestions.review.reviews import Review, Score
from suggestions.review.rights import may_score
from suggestions.review.round import Aggregation, Panellist
from suggestions.review.standing import Standing
from suggestions.review.texts import text_hash

ALREADY_SUBMITTED = gettext_lazy("You have submitted this review already.")
TEXT_CHANGED = gettext_lazy(
    "The text was changed while you were reading. Please read it again; "
    "what you have given is still here."
)


@dataclass(frozen=True)
class Judgement:
    """What a reviewer thinks: levels (1 to 5) and comments by criterion key, and one on all.

    `fixers` say who could put right what is marked down (`Fixer`); at the highest level there
    is nothing to put right. `text` is the fingerprint of the text that was read, empty for
    the text as it is now.
    """

    levels: Mapping[int, int] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)
    comment: str = ""
    fixers: Mapping[int, str] = field(default_factory=dict)
    text: str = ""


@transaction.atomic
def save_draft(assignment: Assignment, judgement: Judgement, *, by: User, at: datetime) -> Review:
    """Keep an unfinished review as it is; it counts for nothing yet.

    Raises PermissionDenied for anyone but the reviewer, ReviewRefused if the round takes
    no scores at `at`, the suggestion has left it, a level does not exist, or the review is
    in already.
    """
    _standing, review = locked(assignment, by=by, at=at)
    review.mark = review.submitted_at = None
    _write(review, judgement, _criteria(assignment), at=at)
    return review


@transaction.atomic
def submit_review(
    assignment: Assignment, judgement: Judgement, *, by: User, at: datetime
) -> Review:
    """Submit a complete review: it counts at once, and the first one freezes the rubric.

    Raises as `save_draft`, and ReviewRefused if a criterion has no level or the text has
    changed since it was read.
    """
    standing, review = locked(assignment, by=by, at=at)
    criteria, round = _criteria(assignment), assignment.round
    if judgement.text not in ("", text_hash(assignment.suggestion)):
        raise ReviewRefused(TEXT_CHANGED)
    if any(judgement.levels.get(criterion.pk) is None for criterion in criteria):
        raise ReviewRefused(_("Please choose a level for every criterion."))
    weights = weights_of(criteria)
    if not any(weights.values()):
        raise ReviewRefused(_("All weights of the rubric are zero."))
    _write(review, judgement, criteria, at=at)
    review.mark, review.submitted_at = float(weighted_mean(judgement.levels, weights)), at
    review.save(update_fields=["mark", "submitted_at"])
    note(review, at=at)
    _count(assignment, +1)
    keep_figures(standing, Aggregation(round.aggregation), weights)
    if round.rubric.frozen_at is None:
        freeze(round.rubric, at=at)
    look_at_later(standing, at=at)
    return review


@transaction.atomic
def reopen_review(review: Review, *, by: User, at: datetime) -> Review:
    """Take a submitted review back into a draft; its levels stay, but no longer count.

    Raises PermissionDenied for anyone but the reviewer, ReviewRefused if the round takes
    no scores at `at`, the suggestion is decided, or the review is a draft.
    """
    assignment = review.assignment
    standing, review = locked(assignment, by=by, at=at, submitted=True)
    review.mark, review.submitted_at, review.updated_at = None, None, at
    review.save()
    note(review, at=at)
    _count(assignment, -1)
    aggregation = Aggregation(assignment.round.aggregation)
    keep_figures(standing, aggregation, weights_of(_criteria(assignment)))
    return review


def locked(
    assignment: Assignment, *, by: User, at: datetime, submitted: bool = False
) -> tuple[Standing, Review]:
    """The suggestion's standing, locked so that its figures are written one after the other,
    and the review, new if there is none.

    Raises what `save_draft` lists. `submitted` says which kind of review is expected.
    """
    if not may_score(by, assignment, on=localdate(at)):
        raise PermissionDenied
    standing = Standing.objects.select_for_update().get(
        round=assignment.round_id, suggestion=assignment.suggestion_id
    )
    if standing.outcome:
        raise ReviewRefused(_("The panel has decided on this suggestion."))
    _read_again(assignment)
    if message := obstacle(assignment, at=at):
        raise ReviewRefused(message)
    review = _review_of(assignment)
    if review.is_submitted and not submitted:
        raise ReviewRefused(ALREADY_SUBMITTED)
    if submitted and not review.is_submitted:
        raise ReviewRefused(_("This review is a draft already."))
    return standing, review


def _read_again(assignment: Assignment) -> None:
    """What may have changed until the lock was there: somebody else may read it by now."""
    columns = ("dropped_at", "abstained_at")
    row = Assignment.objects.filter(pk=assignment.pk).values_list(*columns).first()
    if row is None:
        raise ReviewRefused(_("This suggestion is no longer yours to review."))
    assignment.dropped_at, assignment.abstained_at = row


def _review_of(assignment: Assignment) -> Review:
    found = Review.objects.filter(assignment=assignment).first()
    return Review(assignment=assignment) if found is None else found


def _criteria(assignment: Assignment) -> list[Criterion]:
    return list(assignment.round.rubric.criteria.all())


def _write(
    review: Review, judgement: Judgement, criteria: list[Criterion], *, at: datetime
) -> None:
    """Store the review and a score for each criterion, whether or not there was a draft."""
    if any(level not in LEVELS for level in judgement.levels.values()):
        raise ReviewRefused(_("Please choose a level from 1 to 5."))
    review.comment, review.updated_at = judgement.comment, at
    review.text_hash = judgement.text or text_hash(review.assignment.suggestion)
    review.save()
    scores = [
        Score(
            review=review,
            criterion=criterion,
            level=judgement.levels.get(criterion.pk),
            comment=judgement.comments.get(criterion.pk, ""),
            fixer=_fixer(judgement, criterion.pk),
        )
        for criterion in criteria
    ]
    Score.objects.bulk_create(
        scores,
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["level", "comment", "fixer"],
    )


def _fixer(judgement: Judgement, criterion: int) -> str:
    """Who could put right what is marked down; nobody where nothing is."""
    level = judgement.levels.get(criterion)
    marked_down = level is not None and level < LEVELS[-1]
    return judgement.fixers.get(criterion, "") if marked_down else ""


def _count(assignment: Assignment, change: int) -> None:
    """Keep the reviewer's count of submitted reviews."""
    Panellist.objects.filter(round=assignment.round_id, user=assignment.reviewer_id).update(
        submitted=F("submitted") + change
    )
