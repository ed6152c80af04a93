"""When one more reviewer is asked: by spread, by α, once, and only when it can help."""

import pytest
from django.utils import timezone

from suggestions.review.statistics.disagreement import needs_another_reader
from suggestions.review.statistics.kept import RoundStatistics
from tests.factories import ReviewFactory, RoundFactory

pytestmark = pytest.mark.django_db


def judged(*levels, asked=None, **limits):
    """The standing of a suggestion with these levels, in a round with these limits."""
    asked = asked or len(levels)
    round = RoundFactory(reviewers=asked, per_suggestion=asked)
    type(round).objects.filter(pk=round.pk).update(**limits)
    for assignment, level in zip(round.assignments.order_by("pk"), levels, strict=False):
        ReviewFactory(assignment=assignment, level=level)
    return round.standings.select_related("round").get()


def agreeing(standing, *, alpha, typical_spread=0.5):
    RoundStatistics.objects.update_or_create(
        round=standing.round, defaults={"alpha": alpha, "typical_spread": typical_spread}
    )


@pytest.mark.parametrize(("levels", "asked"), [((1, 5), True), ((3, 4), False)])
def test_a_spread_beyond_the_limit_asks(levels, asked):
    assert needs_another_reader(judged(*levels, spread_limit=1.0)) == asked


def test_a_spread_at_the_limit_does_not_ask():
    standing = judged(2, 4, spread_limit=2**0.5)

    assert not needs_another_reader(standing)


def test_without_a_limit_nobody_is_asked():
    assert not needs_another_reader(judged(1, 5))


def test_one_review_shows_no_disagreement():
    assert not needs_another_reader(judged(1, spread_limit=0))


def test_who_was_asked_is_waited_for():
    assert not needs_another_reader(judged(1, 5, asked=3, spread_limit=1.0))


@pytest.mark.parametrize(
    "fact",
    [
        {"extra_asked_at": timezone.now()},
        {"is_calibration": True},
        {"dropped_at": timezone.now()},
        {"outcome": "kept"},
    ],
    ids=lambda fact: next(iter(fact)),
)
def test_nobody_is_asked_twice_or_for_what_is_settled(fact):
    standing = judged(1, 5, spread_limit=1.0)
    for name, value in fact.items():
        setattr(standing, name, value)

    assert not needs_another_reader(standing)


@pytest.mark.parametrize(
    ("alpha", "asked"), [(0.3, True), (0.667, False), (0.9, False), (None, False)]
)
def test_low_agreement_of_the_round_asks_where_the_marks_differ(alpha, asked):
    standing = judged(2, 4, alpha_limit=0.667)
    agreeing(standing, alpha=alpha)

    assert needs_another_reader(standing) == asked


@pytest.mark.parametrize("levels", [(3, 3), (3, 4)])
def test_low_agreement_of_the_round_does_not_ask_where_reviewers_agree(levels):
    standing = judged(*levels, alpha_limit=0.667)
    agreeing(standing, alpha=0.1, typical_spread=1.0)

    assert not needs_another_reader(standing)


def test_before_the_first_computation_alpha_asks_nobody():
    assert not needs_another_reader(judged(1, 5, alpha_limit=0.667))
