"""The figures: known values, and rules that hold for all scores."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions.review.figures import Summary, spread, summarise, weighted_mean

CRITERIA = (1, 2, 3, 4)
LEVELS = st.fixed_dictionaries({key: st.integers(1, 5) for key in CRITERIA})
WEIGHTS = st.fixed_dictionaries(
    {key: st.decimals(0, 100, places=2).map(Fraction) for key in CRITERIA}
).filter(lambda weights: sum(weights.values()) > 0)
EQUAL = dict.fromkeys(CRITERIA, Fraction(1))


def test_heavier_criteria_count_for_more():
    weights = {1: Fraction(3), 2: Fraction(1)}

    assert weighted_mean({1: 5, 2: 1}, weights) == 4


def test_a_criterion_without_weight_changes_nothing():
    weights = {1: Fraction(1), 2: Fraction(0)}

    assert weighted_mean({1: 4, 2: 1}, weights) == weighted_mean({1: 4, 2: 5}, weights)


def test_spread_is_the_sample_standard_deviation():
    marks = [Fraction(value) for value in (2, 4, 4, 4, 5, 5, 7, 9)]

    assert spread(marks) == pytest.approx(2.138089935299395)


def test_one_reviewer_has_no_spread():
    summary = summarise([dict.fromkeys(CRITERIA, 3)], EQUAL)

    assert (summary.count, summary.mean, summary.median, summary.spread) == (1, 3.0, 3.0, None)


def test_the_same_score_from_everyone_has_no_spread_at_all():
    summary = summarise([dict.fromkeys(CRITERIA, 4)] * 5, EQUAL)

    assert (summary.mean, summary.spread) == (4.0, 0.0)


def test_nothing_is_known_without_a_review():
    assert summarise([], EQUAL) == Summary(0, None, None, None, {})


def test_criterion_means_are_kept_by_key():
    reviews = [{1: 1, 2: 5, 3: 3, 4: 4}, {1: 2, 2: 5, 3: 3, 4: 5}]

    means = summarise(reviews, EQUAL).criterion_means

    assert means == {"1": 1.5, "2": 5.0, "3": 3.0, "4": 4.5}


@given(LEVELS, WEIGHTS, st.sampled_from(CRITERIA))
def test_a_higher_level_never_lowers_the_mark(levels, weights, raised):
    higher = levels | {raised: min(levels[raised] + 1, 5)}

    assert weighted_mean(higher, weights) >= weighted_mean(levels, weights)


@given(st.lists(LEVELS, min_size=1, max_size=6), WEIGHTS, st.data())
def test_a_higher_level_never_lowers_the_ranked_figures(reviews, weights, data):
    which = data.draw(st.integers(0, len(reviews) - 1))
    criterion = data.draw(st.sampled_from(CRITERIA))
    raised = reviews[which] | {criterion: min(reviews[which][criterion] + 1, 5)}
    higher = [*reviews[:which], raised, *reviews[which + 1 :]]

    before, after = summarise(reviews, weights), summarise(higher, weights)

    assert after.mean >= before.mean
    assert after.median >= before.median


@given(st.lists(LEVELS, min_size=1, max_size=6), WEIGHTS, st.randoms())
def test_figures_do_not_depend_on_the_order_of_reviews(reviews, weights, dice):
    shuffled = list(reviews)
    dice.shuffle(shuffled)

    assert summarise(shuffled, weights) == summarise(reviews, weights)


@given(LEVELS, WEIGHTS, st.integers(1, 1000))
def test_only_the_proportion_of_weights_matters(levels, weights, factor):
    scaled = {key: weight * factor for key, weight in weights.items()}

    assert weighted_mean(levels, scaled) == weighted_mean(levels, weights)


@given(LEVELS, WEIGHTS)
def test_the_mark_lies_between_the_lowest_and_the_highest_level(levels, weights):
    assert min(levels.values()) <= weighted_mean(levels, weights) <= max(levels.values())
