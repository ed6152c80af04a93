"""Why is this above that: parts that add up, and the rule that decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suggestions.review.ranking import rank
from suggestions.review.round import TieRule
from suggestions.review.scoring import Judgement, submit_review
from suggestions.review.statistics.comparison import compare, neighbour
from suggestions.suggestion import Suggestion
from tests.factories import ReviewFactory, RoundFactory

pytestmark = pytest.mark.django_db


def scored(*levels, **fields):
    """A round whose suggestions, in the order of their keys, have these levels."""
    round = RoundFactory(suggestions=len(levels), **fields)
    for assignment, level in zip(round.assignments.order_by("suggestion"), levels, strict=True):
        by_criterion = level if isinstance(level, list) else [level] * 4
        criteria = round.rubric.criteria.all()
        submit_review(
            assignment,
            Judgement(levels={c.pk: one for c, one in zip(criteria, by_criterion, strict=True)}),
            by=assignment.reviewer,
            at=timezone.now(),
        )
    return round


def test_the_differences_by_criterion_add_up_to_the_difference_of_the_means():
    round = scored([5, 2, 4, 3], [1, 5, 3, 3])

    found = compare(*rank(round), round.rubric)

    assert sum(part.share for part in found.parts) == pytest.approx(1)
    assert found.difference_of_means == pytest.approx(found.first.mean - found.second.mean)
    assert found.difference_of_figures == pytest.approx(found.difference_of_means)


def test_the_higher_one_comes_first_whichever_was_asked_for_first():
    round = scored(2, 5)
    best, last = rank(round)

    found = compare(last, best, round.rubric)

    assert (found.first, found.second) == (best, last)
    assert found.is_decided_by_figure


def test_equal_figures_share_a_place_unless_the_rule_decides():
    shared, earlier = scored(4, 4), scored(4, 4, tie_rule=TieRule.EARLIER)

    assert compare(*rank(shared), shared.rubric).is_shared
    assert not compare(*rank(earlier), earlier.rubric).is_shared


def test_the_earlier_one_stands_higher_where_the_rule_says_so():
    round = RoundFactory(suggestions=2, tie_rule=TieRule.EARLIER)
    late, early = round.assignments.order_by("suggestion")
    Suggestion.objects.filter(pk=early.suggestion_id).update(
        submitted_at=late.suggestion.submitted_at - timedelta(seconds=1)
    )
    for assignment in (late, early):
        assignment.refresh_from_db()
        ReviewFactory(assignment=assignment)

    assert [row.suggestion_id for row in rank(round)] == [early.suggestion_id, late.suggestion_id]


def test_the_one_on_which_reviewers_agree_stands_higher_where_the_rule_says_so():
    round = RoundFactory(suggestions=2, reviewers=2, per_suggestion=2, tie_rule=TieRule.AGREEMENT)
    levels = iter([2, 4, 3, 3])
    for assignment in round.assignments.order_by("suggestion", "reviewer"):
        ReviewFactory(assignment=assignment, level=next(levels))

    assert [row.spread for row in rank(round)] == [0, pytest.approx(2**0.5)]


def test_one_review_counts_as_no_agreement_at_all():
    round = RoundFactory(suggestions=2, reviewers=2, per_suggestion=2, tie_rule=TieRule.AGREEMENT)
    single, *_rest, last = round.assignments.order_by("suggestion", "reviewer")
    ReviewFactory(assignment=single, level=3)
    for level, assignment in zip(
        (2, 4), round.assignments.filter(suggestion=last.suggestion).order_by("pk"), strict=True
    ):
        ReviewFactory(assignment=assignment, level=level)

    assert [row.review_count for row in rank(round)] == [2, 1]


def test_what_nobody_has_scored_has_no_parts():
    round = RoundFactory(suggestions=2)
    ReviewFactory(assignment=round.assignments.first())

    found = compare(*rank(round), round.rubric)

    assert found.difference_of_means is None
    assert {part.difference for part in found.parts} == {None}


def test_standings_of_different_rounds_are_not_compared():
    one, other = scored(4), scored(4)

    with pytest.raises(ValueError, match="different rounds"):
        compare(one.standings.get(), other.standings.get(), one.rubric)


def test_the_neighbour_is_the_one_right_above_and_below_the_best_the_next():
    round = scored(2, 5, 4)
    best, middle, last = rank(round)

    assert [neighbour(row) for row in (best, middle, last)] == [middle, best, middle]


def test_alone_in_a_round_there_is_no_neighbour():
    assert neighbour(scored(3).standings.get()) is None
