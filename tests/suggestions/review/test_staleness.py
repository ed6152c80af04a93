"""A review is of one text: changed texts are told, confirmed or judged anew, never passed over."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from suggestions.handling.correcting import correct
from suggestions.repeats.link import Link, Verdict
from suggestions.review.closing import close_round
from suggestions.review.refusals import ReviewRefused
from suggestions.review.saving import save_score
from suggestions.review.scoring import Judgement, submit_review
from suggestions.review.staleness import (
    confirm_review,
    joined_since,
    stale_of_reviewer,
    stale_of_round,
)
from suggestions.review.texts import text_hash
from suggestions.revision import words_of
from tests.factories import (
    AssignmentFactory,
    ReviewFactory,
    RoundFactory,
    SuggestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now


def change(suggestion, problem="改过的说明"):
    correct(suggestion, replace(words_of(suggestion), problem=problem), by=None)


def full(assignment, **fields):
    criteria = assignment.round.rubric.criteria.all()
    return Judgement(levels={criterion.pk: 4 for criterion in criteria}, **fields)


@pytest.fixture
def review():
    return ReviewFactory()


def test_a_corrected_text_makes_the_review_stale_for_reviewer_and_chair(review):
    change(review.assignment.suggestion)

    assert stale_of_reviewer(review.assignment.reviewer) == [review]
    assert stale_of_round(review.assignment.round) == [review]


def test_a_correction_of_the_place_alone_leaves_the_review(review):
    suggestion = review.assignment.suggestion
    correct(suggestion, replace(words_of(suggestion), place="东门"), by=None)

    assert stale_of_round(review.assignment.round) == []


def test_a_text_changed_and_changed_back_leaves_the_review(review):
    before = review.assignment.suggestion.problem
    change(review.assignment.suggestion)
    change(review.assignment.suggestion, before)

    assert stale_of_round(review.assignment.round) == []


def test_only_reviews_of_the_changed_text_are_stale():
    round = RoundFactory(suggestions=2)
    first, _second = (ReviewFactory(assignment=row) for row in round.assignments.all())
    change(first.assignment.suggestion)

    assert stale_of_round(round) == [first]


def test_a_closed_round_asks_its_reviewers_nothing(review):
    change(review.assignment.suggestion)
    round = review.assignment.round
    close_round(round, by=round.opened_by, at=NOW())

    assert stale_of_reviewer(review.assignment.reviewer) == []
    assert stale_of_round(round) == [review]


def test_confirming_renews_the_fingerprint_and_leaves_mark_and_scores(review):
    suggestion = review.assignment.suggestion
    change(suggestion)

    confirm_review(review, text=text_hash(suggestion), by=review.assignment.reviewer, at=NOW())

    review.refresh_from_db()
    assert (review.is_stale, review.mark, review.is_submitted) == (False, 4.0, True)
    assert stale_of_round(review.assignment.round) == []
    assert review.assignment.round.standings.get().mean == 4.0


def test_a_text_that_changed_again_is_not_confirmed_unread(review):
    suggestion = review.assignment.suggestion
    change(suggestion)
    read = text_hash(suggestion)
    change(suggestion, "又改了一次")

    with pytest.raises(ReviewRefused, match="changed"):
        confirm_review(review, text=read, by=review.assignment.reviewer, at=NOW())

    assert stale_of_round(review.assignment.round) == [review]


def test_nobody_confirms_for_another(review):
    change(review.assignment.suggestion)

    with pytest.raises(PermissionDenied):
        confirm_review(review, text="", by=UserFactory(), at=NOW())


def test_a_draft_is_not_confirmed():
    assignment = AssignmentFactory()
    criterion = assignment.round.rubric.criteria.first()
    save_score(assignment.pk, criterion.pk, level=2, by=assignment.reviewer, at=NOW())
    assignment.refresh_from_db()

    with pytest.raises(ReviewRefused, match="draft"):
        confirm_review(assignment.review, text="", by=assignment.reviewer, at=NOW())


def test_a_text_that_changed_while_it_was_read_is_not_submitted_unread():
    assignment = AssignmentFactory()
    read = text_hash(assignment.suggestion)
    change(assignment.suggestion)

    with pytest.raises(ReviewRefused, match="changed"):
        submit_review(assignment, full(assignment, text=read), by=assignment.reviewer, at=NOW())

    now = text_hash(assignment.suggestion)
    review = submit_review(assignment, full(assignment, text=now), by=assignment.reviewer, at=NOW())
    assert not review.is_stale


def test_a_comparison_made_since_is_told(review):
    suggestion = review.assignment.suggestion
    earlier = SuggestionFactory(campaign=suggestion.campaign)
    facts = {"later": suggestion, "earlier": earlier, "by": UserFactory()}
    Link.objects.create(**facts, verdict=Verdict.SAME, at=NOW())

    assert joined_since(review) == ["Says the same"]


def test_a_comparison_made_before_the_review_is_no_news():
    assignment = AssignmentFactory()
    earlier = SuggestionFactory(campaign=assignment.suggestion.campaign)
    facts = {"later": assignment.suggestion, "earlier": earlier, "by": UserFactory()}
    Link.objects.create(**facts, verdict=Verdict.SAME, at=NOW())

    assert joined_since(ReviewFactory(assignment=assignment)) == []
