"""Abstaining: the suggestion leaves the queue with its draft, the reason stays, others go on."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from suggestions.models import Review
from suggestions.review.abstaining import abstain
from suggestions.review.closing import close_round
from suggestions.review.obstacles import obstacle
from suggestions.review.refusals import ReviewRefused
from suggestions.review.saving import save_score
from tests.factories import AssignmentFactory, ReviewFactory, RoundFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def assignment():
    return AssignmentFactory()


def abstained(assignment, reason="不熟悉这一领域", **given):
    return abstain(assignment, reason, **{"by": assignment.reviewer, "at": NOW()} | given)


def test_it_leaves_the_queue_with_its_draft_and_the_reason_is_kept(assignment):
    criterion = assignment.round.rubric.criteria.first()
    save_score(assignment.pk, criterion.pk, level=2, by=assignment.reviewer, at=NOW())
    at = NOW()

    abstained(assignment, "  不熟悉这一领域 ", at=at)

    assignment.refresh_from_db()
    assert (assignment.abstained_at, assignment.dropped_at) == (at, at)
    assert assignment.abstain_reason == "不熟悉这一领域"
    assert not Review.objects.exists()
    assert assignment.round.panel.get().assigned == 0
    assert "abstained" in obstacle(assignment, at=at)


def test_somebody_else_on_the_panel_gets_it():
    round = RoundFactory(reviewers=2)
    assignment = round.assignments.get()

    following = abstained(assignment)

    assert following.reviewer != assignment.reviewer
    assert following.suggestion == assignment.suggestion
    assert sorted(member.assigned for member in round.panel.all()) == [0, 1]


def test_where_nobody_else_can_take_it_it_stays_unread(assignment):
    assert abstained(assignment) is None


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_wanted(assignment, reason):
    with pytest.raises(ReviewRefused, match="why"):
        abstained(assignment, reason)

    assignment.refresh_from_db()
    assert assignment.dropped_at is None


def test_nobody_abstains_for_another(assignment):
    with pytest.raises(PermissionDenied):
        abstained(assignment, by=UserFactory())


def test_what_is_submitted_is_taken_back_first():
    review = ReviewFactory()

    with pytest.raises(ReviewRefused, match="already"):
        abstained(review.assignment)

    assert review.assignment.round.standings.get().review_count == 1


def test_twice_is_told(assignment):
    abstained(assignment)

    with pytest.raises(ReviewRefused, match="abstained"):
        abstained(assignment)

    assert assignment.round.panel.get().assigned == 0


def test_not_in_a_closed_round(assignment):
    close_round(assignment.round, by=assignment.round.opened_by, at=NOW())

    with pytest.raises(ReviewRefused, match="closed"):
        abstained(assignment)
