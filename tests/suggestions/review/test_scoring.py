"""Drafts, submitting, taking back: who, when, and what it does to the figures."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns.models import Phase
from campaigns.versions import new_version
from portal.organisation.membership import Membership
from suggestions.history import move
from suggestions.review.closing import close_round
from suggestions.review.deciding import decide
from suggestions.review.refusals import ReviewRefused
from suggestions.review.reviews import Review
from suggestions.review.round import Aggregation
from suggestions.review.scoring import Judgement, reopen_review, save_draft, submit_review
from suggestions.states import State
from tests.factories import AssignmentFactory, ReviewFactory, RoundFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now


def full(assignment, level=4, **fields):
    criteria = assignment.round.rubric.criteria.all()
    return Judgement(levels={criterion.pk: level for criterion in criteria}, **fields)


def submitted(assignment, judgement=None, **fields):
    fields = {"by": assignment.reviewer, "at": NOW()} | fields
    return submit_review(assignment, judgement or full(assignment), **fields)


@pytest.fixture
def assignment():
    return AssignmentFactory()


def test_a_draft_keeps_what_is_there_and_counts_for_nothing(assignment):
    criterion = assignment.round.rubric.criteria.first()
    judgement = Judgement(levels={criterion.pk: 3}, comments={criterion.pk: "尚可"}, comment="待续")

    review = save_draft(assignment, judgement, by=assignment.reviewer, at=NOW())

    score = review.scores.get(criterion=criterion)
    assert (score.level, score.comment, review.comment) == (3, "尚可", "待续")
    assert not review.is_submitted
    assert assignment.round.standings.get().review_count == 0
    assert assignment.round.panel.get().submitted == 0


def test_saving_a_draft_again_replaces_it(assignment):
    first, second = assignment.round.rubric.criteria.all()[:2]
    save_draft(assignment, Judgement(levels={first.pk: 1}), by=assignment.reviewer, at=NOW())

    review = save_draft(
        assignment, Judgement(levels={second.pk: 5}), by=assignment.reviewer, at=NOW()
    )

    levels = {score.criterion_id: score.level for score in review.scores.all()}
    assert (levels[first.pk], levels[second.pk]) == (None, 5)
    assert Review.objects.count() == 1


def test_submitting_writes_mark_figures_and_progress():
    round = RoundFactory(reviewers=2, per_suggestion=2)
    first, second = round.assignments.all()

    submitted(first, full(first, 5))
    review = submitted(second, full(second, 2))

    standing = round.standings.get()
    assert review.mark == 2.0
    assert (standing.review_count, standing.mean, standing.median) == (2, 3.5, 3.5)
    assert standing.spread == pytest.approx(2.1213203435596424)
    assert standing.figure == 3.5
    assert set(standing.criterion_means.values()) == {3.5}
    assert [member.submitted for member in round.panel.all()] == [1, 1]


def test_a_round_by_median_ranks_by_the_median():
    round = RoundFactory(reviewers=3, per_suggestion=3, aggregation=Aggregation.MEDIAN)

    for assignment, level in zip(round.assignments.all(), (1, 5, 5), strict=True):
        submitted(assignment, full(assignment, level))

    assert round.standings.get().figure == 5.0


def test_weights_of_the_rubric_count(assignment):
    heavy, *light = assignment.round.rubric.criteria.all()
    heavy.weight = 3
    heavy.save()
    levels = {heavy.pk: 5} | {criterion.pk: 1 for criterion in light}

    review = submitted(assignment, Judgement(levels=levels))

    assert review.mark == 3.0


def test_the_first_submitted_review_freezes_the_rubric(assignment):
    at = NOW()

    submitted(assignment, at=at)

    rubric = assignment.round.rubric
    rubric.refresh_from_db()
    assert rubric.frozen_at == at


def test_a_draft_does_not_freeze_the_rubric(assignment):
    save_draft(assignment, full(assignment), by=assignment.reviewer, at=NOW())

    assignment.round.rubric.refresh_from_db()
    assert assignment.round.rubric.frozen_at is None


def test_a_rubric_changed_during_scoring_leaves_the_round_its_version(assignment):
    submitted(assignment)

    following = new_version(assignment.round.rubric)

    assignment.round.refresh_from_db()
    assert assignment.round.rubric.version == 1
    assert (following.version, following.frozen_at) == (2, None)
    assert [c.name for c in following.criteria.all()] == [
        c.name for c in assignment.round.rubric.criteria.all()
    ]


def test_weights_set_to_zero_after_opening_are_told_instead_of_divided_by(assignment):
    assignment.round.rubric.criteria.all().update(weight=0)

    with pytest.raises(ReviewRefused, match="zero"):
        submitted(assignment)


def test_a_criterion_taken_out_of_an_unused_rubric_leaves_the_drafts(assignment):
    review = save_draft(assignment, full(assignment), by=assignment.reviewer, at=NOW())

    assignment.round.rubric.criteria.first().delete()

    assert review.scores.count() == 3
    assert submitted(assignment).mark == 4.0


@pytest.mark.parametrize("level", [None, 0, 6])
def test_every_criterion_needs_a_level(assignment, level):
    judgement = full(assignment)
    missing = next(iter(judgement.levels))
    levels = {**judgement.levels, missing: level}

    with pytest.raises(ReviewRefused, match="level"):
        submitted(assignment, Judgement(levels=levels))

    assert not Review.objects.exists()


def test_a_level_that_does_not_exist_is_not_kept_in_a_draft(assignment):
    judgement = full(assignment, level=9)

    with pytest.raises(ReviewRefused, match="level"):
        save_draft(assignment, judgement, by=assignment.reviewer, at=NOW())


def test_a_double_click_submits_once(assignment):
    submitted(assignment)

    with pytest.raises(ReviewRefused, match="already"):
        submitted(assignment, full(assignment, 1))

    assert assignment.round.standings.get().mean == 4.0
    assert assignment.round.panel.get().submitted == 1


def test_a_submitted_review_is_not_overwritten_by_a_late_draft(assignment):
    submitted(assignment)

    with pytest.raises(ReviewRefused, match="already"):
        save_draft(assignment, Judgement(), by=assignment.reviewer, at=NOW())


@pytest.mark.parametrize("write", [save_draft, submit_review])
def test_nobody_writes_on_anothers_assignment(assignment, write):
    with pytest.raises(PermissionDenied):
        write(assignment, full(assignment), by=UserFactory(), at=NOW())


def test_nobody_takes_back_anothers_review():
    review = ReviewFactory()

    with pytest.raises(PermissionDenied):
        reopen_review(review, by=review.assignment.round.opened_by, at=NOW())


def test_a_reviewer_who_has_left_writes_no_more(assignment):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=assignment.reviewer).update(ends_on=yesterday)

    with pytest.raises(PermissionDenied):
        submitted(assignment)


def test_nothing_is_taken_after_the_deadline(assignment):
    with pytest.raises(ReviewRefused, match="deadline"):
        submitted(assignment, at=assignment.round.deadline)


def test_nothing_is_taken_in_a_closed_round(assignment):
    close_round(assignment.round, by=assignment.round.opened_by, at=NOW())

    with pytest.raises(ReviewRefused, match="closed"):
        submitted(assignment)


def test_nothing_is_taken_outside_the_reviewing_phase(assignment):
    Phase.objects.update(ends_at=NOW() - timedelta(hours=1))

    with pytest.raises(ReviewRefused, match="phase"):
        submitted(assignment)


def test_nothing_is_taken_for_a_withdrawn_suggestion(assignment):
    move(assignment.suggestion, State.WITHDRAWN, by=None)
    assignment.refresh_from_db()

    with pytest.raises(ReviewRefused, match="withdrawn"):
        submitted(assignment)


def test_a_submitted_review_can_be_taken_back_and_sent_again():
    review = ReviewFactory(level=2)
    assignment = review.assignment

    reopen_review(review, by=assignment.reviewer, at=NOW())
    standing = assignment.round.standings.get()
    assert (standing.review_count, standing.figure, standing.mean) == (0, 0.0, None)
    assert assignment.round.panel.get().submitted == 0
    submitted(assignment, full(assignment, 5))

    assert assignment.round.standings.get().mean == 5.0


def test_after_the_decision_nothing_is_taken_back():
    review = ReviewFactory()
    round = review.assignment.round
    decide(
        review.assignment.suggestion, State.KEPT, "理由", round=round, by=round.opened_by, at=NOW()
    )

    with pytest.raises(ReviewRefused, match="decided"):
        reopen_review(review, by=review.assignment.reviewer, at=NOW())


def test_a_draft_cannot_be_taken_back(assignment):
    review = save_draft(assignment, Judgement(), by=assignment.reviewer, at=NOW())

    with pytest.raises(ReviewRefused, match="draft"):
        reopen_review(review, by=assignment.reviewer, at=NOW())


def test_a_changed_text_marks_the_review_as_stale():
    review = ReviewFactory()
    assert not review.is_stale

    review.assignment.suggestion.problem = "改过的说明"

    assert review.is_stale


def test_submitting_costs_the_same_however_large_the_round(django_assert_max_num_queries):
    round = RoundFactory(suggestions=30)
    assignment = round.assignments.first()

    with django_assert_max_num_queries(24):
        submitted(assignment)
