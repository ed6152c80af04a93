"""What leaves a round leaves its counts and queues as well."""

import pytest
from django.utils import timezone

from suggestions.history import move
from suggestions.review.assignment import Assignment
from suggestions.review.leaving import leave_rounds
from suggestions.review.ranking import rank
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return RoundFactory(suggestions=2, reviewers=2, per_suggestion=2)


@pytest.fixture
def suggestion(round):
    return round.standings.first().suggestion


@pytest.mark.parametrize("to", [State.WITHDRAWN, State.ACCEPTED])
def test_leaving_review_without_a_decision_leaves_the_queues(round, suggestion, to):
    move(suggestion, to, by=None)

    round.refresh_from_db()
    reviewer = round.panel.first().user
    assert [member.assigned for member in round.panel.all()] == [1, 1]
    assert round.suggestion_count == rank(round).count() == 1
    assert Assignment.objects.of(reviewer).open().count() == 1


def test_a_review_that_is_in_stays_as_work_done(round, suggestion):
    done = round.assignments.filter(suggestion=suggestion).first()
    ReviewFactory(assignment=done)

    move(suggestion, State.WITHDRAWN, by=None)

    member = round.panel.get(user=done.reviewer)
    assert (member.assigned, member.submitted, member.open) == (2, 1, 1)
    assert Assignment.objects.of(done.reviewer).submitted().get() == done


def test_leaving_twice_changes_the_counts_once(round, suggestion):
    move(suggestion, State.WITHDRAWN, by=None)

    leave_rounds(suggestion, at=timezone.now())

    assert [member.assigned for member in round.panel.all()] == [1, 1]


def test_a_decision_is_not_leaving(round, suggestion):
    move(suggestion, State.NOT_ADOPTED, by=None)

    assert rank(round).count() == 2


def test_what_comes_back_can_enter_another_round(round, suggestion):
    move(suggestion, State.ACCEPTED, by=None)

    again = RoundFactory(campaign=round.campaign, suggestions=[suggestion])

    reviewer = round.panel.first().user
    assert again.standings.get().suggestion == suggestion
    assert not Assignment.objects.of(reviewer).filter(suggestion=suggestion).exists()
