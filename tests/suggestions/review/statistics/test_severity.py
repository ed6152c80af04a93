"""Severity: published worked examples, exact cases, and simulated truth."""

import numpy as np
import pytest

from suggestions.review.statistics.severity import (
    Components,
    components,
    equations,
    predict,
    severities,
)

# G. K. Robinson, That BLUP is a good thing, Statistical Science 6, 1991, section 2: first
# lactation yields of dairy cows by herd (fixed) and sire (random), error variance ten times
# that of sires.
HERDS = np.array([0, 0, 1, 1, 1, 2, 2, 2, 2])
SIRES = np.array([0, 3, 1, 3, 3, 2, 2, 3, 3])
YIELDS = np.array([110, 100, 110, 100, 100, 110, 110, 100, 100], dtype=float)

# P. E. Shrout and J. L. Fleiss, Intraclass correlations, Psychological Bulletin 86, 1979,
# table 2 (four judges on six targets) with its analysis of variance in table 3.
RATINGS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)
BETWEEN_JUDGES, RESIDUAL = 32.49, 1.02


def complete(table):
    """The columns of a table of every reviewer's mark on every suggestion."""
    suggestions, reviewers = np.indices(table.shape)
    return suggestions.ravel(), reviewers.ravel(), table.ravel().astype(float)


def test_robinsons_sires():
    found = predict(equations(HERDS, SIRES, YIELDS), Components(severity=1, error=10))

    assert found.values == pytest.approx([0.40, 0.52, 0.76, -1.67], abs=0.005)


def test_robinsons_herds():
    found = predict(equations(HERDS, SIRES, YIELDS), Components(severity=1, error=10))

    left = YIELDS - found.values[SIRES]
    herds = [left[herd == HERDS].mean() for herd in range(3)]

    assert herds == pytest.approx([105.64, 104.28, 105.46], abs=0.005)


def test_robinsons_errors_are_those_of_the_full_equations():
    """The inverse of Henderson's equations with the herds in them, times the error variance."""
    herds, sires = np.eye(3)[HERDS], np.eye(4)[SIRES]
    full = np.block(
        [[herds.T @ herds, herds.T @ sires], [sires.T @ herds, sires.T @ sires + 10 * np.eye(4)]]
    )
    expected = np.sqrt(10 * np.diag(np.linalg.inv(full))[3:])

    found = predict(equations(HERDS, SIRES, YIELDS), Components(severity=1, error=10))

    assert found.errors == pytest.approx(expected)


def test_shrout_and_fleiss_variances():
    found = components(equations(*complete(RATINGS)))

    assert found.error == pytest.approx(RESIDUAL, abs=0.005)
    assert found.severity == pytest.approx((BETWEEN_JUDGES - RESIDUAL) / 6, abs=0.005)


def test_in_a_complete_table_severity_is_the_shrunken_difference_of_means():
    found = severities(*complete(RATINGS))

    share = 6 * found.components.severity / (6 * found.components.severity + found.components.error)
    differences = RATINGS.mean(axis=0) - RATINGS.mean()
    assert found.values == pytest.approx(share * differences)


def test_little_evidence_is_drawn_further_towards_nought():
    """Two equally strict reviewers: one has judged forty suggestions, the other two."""
    variances = Components(severity=0.25, error=0.25)
    suggestion = np.repeat(np.arange(42), 2)
    reviewer = np.array([0, 1] * 40 + [0, 2] * 2)
    mark = np.array([4.0, 3.0] * 42)

    found = predict(equations(suggestion, reviewer, mark), variances)

    assert found.values[1] < found.values[2] < 0
    assert found.errors[1] < found.errors[2]


@pytest.mark.parametrize(
    ("suggestion", "reviewer"),
    [([0, 1, 2, 3], [0, 1, 0, 1]), ([0, 1, 2], [0, 0, 0]), ([0, 0, 1], [0, 1, 0])],
    ids=["one reviewer for each", "one reviewer only", "no more marks than unknowns"],
)
def test_severity_needs_suggestions_that_several_have_read(suggestion, reviewer):
    mark = np.linspace(2, 4, len(suggestion))

    assert severities(np.array(suggestion), np.array(reviewer), mark) is None


def test_no_marks_have_no_severity():
    assert severities(*(np.array([], dtype=kind) for kind in (int, int, float))) is None


def test_the_same_mark_from_everyone_is_no_severity():
    found = severities(*complete(np.full((5, 3), 4)))

    assert list(found.values) == [0, 0, 0]
    assert list(found.errors) == [0, 0, 0]


def test_reviewers_who_differ_by_a_constant_are_found_exactly():
    quality = np.array([1.0, 2.0, 3.0, 4.0])
    found = severities(*complete(quality[:, None] + np.array([-0.5, 0.0, 0.5])))

    assert found.values == pytest.approx([-0.5, 0.0, 0.5], abs=1e-6)


def test_two_panels_that_share_nothing_are_each_measured_in_themselves():
    suggestion, reviewer, mark = complete(RATINGS)

    both = severities(
        np.concatenate([suggestion, suggestion + 6]),
        np.concatenate([reviewer, reviewer + 4]),
        np.concatenate([mark, mark + 3]),
    )

    assert both.values[:4] == pytest.approx(both.values[4:])


def test_the_names_of_suggestions_and_the_order_of_marks_change_nothing():
    suggestion, reviewer, mark = complete(RATINGS)
    order = np.random.default_rng(3).permutation(len(mark))

    first = severities(suggestion, reviewer, mark)
    second = severities((5 - suggestion)[order], reviewer[order], mark[order])

    assert second.values == pytest.approx(first.values)
    assert second.errors == pytest.approx(first.errors)


def test_the_variances_are_right_on_average():
    """Method 3 is unbiased: the means over many rounds come to the truth (0.36 and 0.25)."""
    found = [components(equations(*simulated(seed))) for seed in range(200)]

    assert np.mean([one.severity for one in found]) == pytest.approx(0.36, rel=0.06)
    assert np.mean([one.error for one in found]) == pytest.approx(0.25, rel=0.02)


def test_the_interval_covers_the_true_severity_as_often_as_it_says():
    inside = total = 0
    for seed in range(60):
        truth = severity_of(np.random.default_rng(seed))
        found = severities(*simulated(seed))
        bounds = [found.interval(number) for number in range(len(truth))]
        inside += sum(low <= true <= high for true, (low, high) in zip(truth, bounds, strict=True))
        total += len(truth)

    assert 0.92 <= inside / total <= 0.97


def severity_of(dice):
    return dice.normal(scale=0.6, size=12)


def simulated(seed):
    """Twelve reviewers, each suggestion read by three of them, drawn by lot."""
    dice = np.random.default_rng(seed)
    severity = severity_of(dice)
    suggestion = np.repeat(np.arange(60), 3)
    reviewer = np.concatenate([dice.choice(12, 3, replace=False) for _ in range(60)])
    quality = dice.normal(3, 0.8, size=60)
    noise = dice.normal(scale=0.5, size=180)
    return suggestion, reviewer, quality[suggestion] + severity[reviewer] + noise
