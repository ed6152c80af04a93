"""The change along one's own order, and the place on the calibration set."""

import numpy as np
import pytest

from suggestions.review.statistics.along import differences, slopes


def test_the_slope_and_its_error_are_those_of_the_least_squares_line():
    """Marks 1, 2, 2, 3 at 0, 1, 2, 3: slope 0.6, residual sum 0.2 over 2, error √(0.1 / 5)."""
    found = slopes(np.zeros(4, int), np.arange(4), np.array([1.0, 2, 2, 3]), reviewers=1)

    assert found.values == pytest.approx([0.6])
    assert found.errors == pytest.approx([(0.1 / 5) ** 0.5])


def test_everyone_has_a_line_of_their_own():
    reviewer = np.array([0, 1, 0, 1, 0, 1])
    position = np.array([0, 10, 1, 11, 2, 12])
    mark = np.array([1.0, 5, 2, 4, 3, 3])

    assert slopes(reviewer, position, mark, reviewers=2).values == pytest.approx([1, -1])


@pytest.mark.parametrize("marks", [0, 1, 2])
def test_two_marks_have_no_error_and_one_no_slope(marks):
    found = slopes(np.zeros(marks, int), np.arange(marks), np.linspace(1, 5, marks), reviewers=1)

    assert np.isfinite(found.values[0]) == (marks == 2)
    assert np.isnan(found.errors[0])


def test_the_difference_is_to_the_mean_of_the_others_on_the_same_suggestions():
    suggestion = np.array([0, 0, 0, 1, 1, 2])
    reviewer = np.array([0, 1, 2, 0, 1, 0])
    mark = np.array([5.0, 3, 2, 4, 3, 1])

    found = differences(suggestion, reviewer, mark, reviewers=4)

    assert found.values[:3] == pytest.approx([(2.5 + 1) / 2, (-0.5 - 1) / 2, -2])
    assert np.isnan(found.values[3])
    assert found.counts.tolist() == [2, 2, 1, 0]
