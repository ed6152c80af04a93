"""Krippendorff's α against its published examples, and rules that hold for all data.

The examples are those of K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011:
sections A to C, and the values of section C for the other metrics.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions.review.statistics.agreement import (
    Agreement,
    agreement,
    agreement_of_marks,
    linear,
    nominal,
    ordinal,
    ratio,
)

NONE = 0
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
FIVE = np.arange(1.0, 6.0)
UNITS = st.lists(st.lists(st.integers(1, 5), max_size=5), min_size=1, max_size=12)


def counted(units, values=FIVE):
    """How often each of `values` was given to each unit."""
    return np.array([[unit.count(value) for value in values] for unit in units], dtype=float)


def by_unit(observers):
    return [[value for value in unit if value != NONE] for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(
    ("metric", "published"),
    [(nominal, 0.743), (ordinal, 0.815), (linear, 0.849), (ratio, 0.797)],
)
def test_four_observers_with_missing_data(metric, published):
    found = agreement(counted(by_unit(FOUR_OBSERVERS)), FIVE, metric=metric)

    assert found.alpha == pytest.approx(published, abs=0.0005)
    assert (found.units, found.count) == (11, 40)


def test_two_observers_and_two_values():
    units = zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True)
    counts = counted([list(unit) for unit in units], values=[0, 1])

    found = agreement(counts, np.array([0.0, 1.0]), metric=nominal)

    assert found.alpha == pytest.approx(0.095, abs=0.0005)


def test_two_observers_and_five_names():
    units = zip("aabbdcccedda", "babbbccceddd", strict=True)
    counts = counted([list(unit) for unit in units], values="abcde")

    found = agreement(counts, np.arange(5.0), metric=nominal)

    assert found.alpha == pytest.approx(0.692, abs=0.0005)


def test_marks_on_an_interval_scale_give_the_same_figure_by_sums_of_squares():
    units = by_unit(FOUR_OBSERVERS)
    numbers = np.repeat(np.arange(12), [len(unit) for unit in units])
    marks = np.array([mark for unit in units for mark in unit], dtype=float)

    found = agreement_of_marks(numbers, marks)

    assert found.alpha == pytest.approx(0.849, abs=0.0005)
    assert (found.units, found.count) == (11, 40)


def test_full_agreement_is_one():
    assert agreement(counted([[1, 1], [5, 5], [3, 3]]), FIVE).alpha == 1


@pytest.mark.parametrize(
    "units", [[[4, 4], [4, 4, 4]], [[1], [5], [3]], [[], []]], ids=["same", "one each", "nothing"]
)
def test_what_cannot_be_measured_has_no_figure(units):
    """All the same value, one reviewer for each suggestion, no review at all."""
    found = agreement(counted(units), FIVE)

    assert (found.alpha, found.low, found.high) == (None, None, None)


@pytest.mark.parametrize("marks", [[4.1, 4.1, 4.1], []])
def test_marks_that_do_not_vary_have_no_figure(marks):
    found = agreement_of_marks(np.zeros(len(marks), dtype=int), np.array(marks))

    assert found.alpha is None


def test_one_suggestion_has_no_interval():
    found = agreement(counted([[1, 5, 3]]), FIVE)

    assert found.alpha is not None
    assert (found.low, found.high) == (None, None)


def test_the_interval_is_fixed_by_the_seed_and_holds_the_figure():
    counts = counted(by_unit(FOUR_OBSERVERS))

    first, again, other = (agreement(counts, FIVE, seed=seed) for seed in (7, 7, 8))

    assert first == again
    assert (first.low, first.high) != (other.low, other.high)
    assert first.low < first.alpha < first.high


def test_more_suggestions_make_the_interval_narrower():
    units = by_unit(FOUR_OBSERVERS)

    few, many = (agreement(counted(units * times), FIVE, seed=1) for times in (2, 200))

    assert many.high - many.low < (few.high - few.low) / 5


@pytest.mark.parametrize("suggestions", [60, 3000])
def test_the_interval_covers_the_truth_as_often_as_it_says(suggestions):
    """The truth is α of a million suggestions; 3,000 are drawn in blocks, 60 one by one."""
    truth = agreement_of_marks(*drawn(200_000, seed=0)).alpha
    found = [agreement_of_marks(*drawn(suggestions, seed=seed), seed=seed) for seed in range(1, 81)]

    covered = sum(one.low <= truth <= one.high for one in found)

    assert 70 <= covered <= 80


def drawn(suggestions, *, seed):
    """Marks of three reviewers on each of so many suggestions."""
    dice = np.random.default_rng(seed)
    quality = dice.normal(size=suggestions)
    marks = quality[:, None] + dice.normal(size=(suggestions, 3))
    return np.repeat(np.arange(suggestions), 3), marks.ravel()


@given(UNITS, st.randoms())
def test_the_order_of_suggestions_and_of_reviews_changes_nothing(units, dice):
    shuffled = [dice.sample(unit, len(unit)) for unit in units]
    dice.shuffle(shuffled)

    first, second = (agreement(counted(some), FIVE).alpha for some in (units, shuffled))

    assert first == (second if second is None else pytest.approx(second))


@given(UNITS)
def test_a_suggestion_with_one_review_changes_nothing(units):
    pairable = [unit for unit in units if len(unit) > 1] or [[]]

    assert agreement(counted(units), FIVE) == agreement(counted(pairable), FIVE)


@given(UNITS)
def test_alpha_is_never_above_one(units):
    found = agreement(counted(units), FIVE).alpha

    assert found is None or found <= 1 + 1e-12


def test_what_is_kept_can_be_read_back():
    found = Agreement(0.5, 0.4, 0.6, 10, 20)

    assert Agreement(**found.as_json()) == found
