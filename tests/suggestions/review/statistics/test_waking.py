"""When statistics are computed again: after reviews, gathered, and not all the time."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.utils import timezone

from suggestions.history import move
from suggestions.review.reviews import Review
from suggestions.review.scoring import reopen_review
from suggestions.review.statistics import waking
from suggestions.review.statistics.kept import RoundStatistics
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(monkeypatch):
    """The rounds for which a computation was queued; nothing is computed."""
    rounds = []
    monkeypatch.setattr(
        waking.recompute, "apply_async", lambda args, countdown: rounds.append(args[0])
    )
    return rounds


def reviewed(round, number, capture):
    with capture(execute=True):
        return ReviewFactory(assignment=round.assignments.order_by("pk")[number])


def kept(round):
    return RoundStatistics.objects.get(round=round)


def test_a_review_has_the_statistics_computed(django_capture_on_commit_callbacks):
    round = RoundFactory(suggestions=2)

    reviewed(round, 0, django_capture_on_commit_callbacks)

    assert (kept(round).review_count, kept(round).stale) == (1, False)


def test_what_comes_soon_after_waits_and_is_marked(django_capture_on_commit_callbacks):
    round = RoundFactory(suggestions=2)

    for number in range(2):
        reviewed(round, number, django_capture_on_commit_callbacks)

    assert (kept(round).review_count, kept(round).stale) == (1, True)


def test_after_the_pause_the_next_review_has_all_counted(django_capture_on_commit_callbacks):
    round = RoundFactory(suggestions=3)
    for number in range(2):
        reviewed(round, number, django_capture_on_commit_callbacks)

    with time_machine.travel(kept(round).due_at + timedelta(seconds=1)):
        reviewed(round, 2, django_capture_on_commit_callbacks)

    assert (kept(round).review_count, kept(round).stale) == (3, False)


def test_the_schedule_finds_what_was_left(django_capture_on_commit_callbacks):
    round = RoundFactory(suggestions=2)
    for number in range(2):
        reviewed(round, number, django_capture_on_commit_callbacks)

    with time_machine.travel(kept(round).due_at + timedelta(seconds=1)):
        waking.recompute_stale()

    assert (kept(round).review_count, kept(round).stale) == (2, False)


def test_the_schedule_leaves_alone_what_is_fresh_or_rests(
    django_capture_on_commit_callbacks, django_assert_num_queries
):
    round = RoundFactory(suggestions=2)
    for number in range(2):
        reviewed(round, number, django_capture_on_commit_callbacks)

    with django_assert_num_queries(1):
        waking.recompute_stale()


def test_many_reviews_queue_one_computation(queued, django_capture_on_commit_callbacks):
    round = RoundFactory(suggestions=3)

    for number in range(3):
        reviewed(round, number, django_capture_on_commit_callbacks)

    assert queued == [round.pk]


def test_a_computation_that_was_lost_is_queued_again(queued, django_capture_on_commit_callbacks):
    round = RoundFactory(suggestions=2)
    reviewed(round, 0, django_capture_on_commit_callbacks)

    with time_machine.travel(timezone.now() + waking.LOST_AFTER + timedelta(minutes=1)):
        reviewed(round, 1, django_capture_on_commit_callbacks)

    assert queued == [round.pk] * 2


def test_a_review_taken_back_marks_as_well(django_capture_on_commit_callbacks):
    round = RoundFactory()
    reviewed(round, 0, django_capture_on_commit_callbacks)

    with django_capture_on_commit_callbacks(execute=True):
        review = Review.objects.get()
        reopen_review(review, by=review.assignment.reviewer, at=timezone.now())

    assert kept(round).stale


def test_a_suggestion_that_leaves_the_round_marks_as_well(django_capture_on_commit_callbacks):
    round = RoundFactory()
    reviewed(round, 0, django_capture_on_commit_callbacks)

    with django_capture_on_commit_callbacks(execute=True):
        move(round.standings.get().suggestion, State.WITHDRAWN, by=None)

    assert kept(round).stale


def test_a_long_computation_rests_longer(monkeypatch):
    round = RoundFactory()
    with time_machine.travel("2026-05-04 10:00:00+00:00", tick=False) as clock:
        monkeypatch.setattr(
            waking, "compute", lambda round, *, at: clock.shift(timedelta(seconds=30))
        )
        waking.compute_now(round)

    rest = kept(round).due_at - datetime.fromisoformat("2026-05-04T10:00:30+00:00")
    assert rest == timedelta(seconds=30 * waking.REST)


def test_what_fails_is_tried_again(monkeypatch):
    round = RoundFactory()
    RoundStatistics.objects.create(round=round, stale=True)

    def broken(round, *, at):
        raise DatabaseError("deadlock detected")

    monkeypatch.setattr(waking, "compute", broken)
    with pytest.raises(DatabaseError):
        waking.compute_now(round)

    assert kept(round).stale


def test_a_round_that_is_gone_is_no_error():
    waking.recompute(0)

    assert not RoundStatistics.objects.exists()
