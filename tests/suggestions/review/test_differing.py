"""Where reviewers differ too much one more is asked, and a review never fails because of it."""

import pytest
from django.utils import timezone

from suggestions.models import Assignment, Review
from suggestions.review import differing
from suggestions.review.scoring import Judgement, submit_review
from tests.factories import RoundFactory

pytestmark = pytest.mark.django_db


def judged(assignment, level):
    criteria = assignment.round.rubric.criteria.all()
    levels = {criterion.pk: level for criterion in criteria}
    submit_review(assignment, Judgement(levels=levels), by=assignment.reviewer, at=timezone.now())


@pytest.fixture
def round():
    found = RoundFactory(reviewers=3, per_suggestion=2)
    found.spread_limit = 1.0
    found.save()
    return found


@pytest.mark.parametrize(("second", "readers"), [(5, 3), (2, 2)])
def test_a_third_reviewer_is_asked_beyond_the_limit_only(
    round, django_capture_on_commit_callbacks, second, readers
):
    with django_capture_on_commit_callbacks(execute=True):
        for assignment, level in zip(round.assignments.all(), (1, second), strict=True):
            judged(assignment, level)

    assert Assignment.objects.count() == readers


def test_a_round_without_a_limit_asks_nobody(round, django_capture_on_commit_callbacks):
    round.spread_limit = None
    round.save()

    with django_capture_on_commit_callbacks(execute=True):
        for assignment, level in zip(round.assignments.all(), (1, 5), strict=True):
            judged(assignment, level)

    assert Assignment.objects.count() == 2


def test_a_review_is_in_even_if_nobody_can_be_asked_for(
    round, monkeypatch, django_capture_on_commit_callbacks
):
    def fails(*args, **kwargs):
        raise RuntimeError("no reviewer in reach")

    monkeypatch.setattr(differing, "ask_another", fails)

    with django_capture_on_commit_callbacks(execute=True):
        for assignment, level in zip(round.assignments.all(), (1, 5), strict=True):
            judged(assignment, level)

    assert Review.objects.submitted().count() == 2
