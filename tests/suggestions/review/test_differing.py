"""Where reviewers differ too much one more is asked, and a review never fails because of it."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Assignment, Review
from suggestions.review import differing
from suggestions.review.abstaining import abstain
from suggestions.review.assigning import unassign
from suggestions.review.declaring import declare
from suggestions.review.scoring import Judgement, submit_review
from tests.factories import RoundFactory, staff

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


@pytest.mark.parametrize("way", ["abstain", "declare", "unassign"])
def test_a_reader_is_asked_when_the_last_who_was_waited_for_leaves(
    django_capture_on_commit_callbacks, way
):
    round = RoundFactory(reviewers=3, per_suggestion=3, spread_limit=1.0)
    first, second, last = round.assignments.all()
    judged(first, 1)
    judged(second, 5)
    beside = staff(Role.REVIEWER, unit=round.campaign.organiser)

    with django_capture_on_commit_callbacks(execute=True):
        if way == "unassign":
            unassign(last, by=round.opened_by, at=timezone.now())
        else:
            leave = {"abstain": abstain, "declare": declare}[way]
            leave(last, "亲属", by=last.reviewer, at=timezone.now())

    asked = round.assignments.open().get()
    assert asked.reviewer in (beside, last.reviewer)
    assert round.standings.get().extra_asked_at is not None
