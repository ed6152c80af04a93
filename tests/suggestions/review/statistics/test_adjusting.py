"""The second ranking: the same figures as the first makes, and more of the truth."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions.review.figures import summarise
from suggestions.review.round import Aggregation
from suggestions.review.statistics.adjusting import combined, likeness, places
from suggestions.review.statistics.severity import severities

LEVELS = st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=6), min_size=1, max_size=5)
SEEDS = 100
AT_LEAST = 95


@given(LEVELS, st.sampled_from(Aggregation), st.randoms())
def test_without_severity_the_figure_is_the_rounds_own(marks, aggregation, dice):
    pairs = [(number, mark) for number, some in enumerate(marks) for mark in some]
    dice.shuffle(pairs)
    suggestion, mark = (np.array(column) for column in zip(*pairs, strict=True))

    found = combined(suggestion, mark.astype(float), aggregation)

    assert found.tolist() == pytest.approx([figure(some, aggregation) for some in marks])


def figure(marks, aggregation):
    summary = summarise([{1: mark} for mark in marks], {1: Fraction(1)})
    kept = {Aggregation.MEDIAN: summary.median, Aggregation.TRIMMED: summary.trimmed}
    return kept.get(aggregation, summary.mean)


def test_places_are_shared_unless_the_tie_rule_decides():
    figures, ties = np.array([3.0, 5.0, 3.0, 3.0]), np.array([0.0, 0.0, 1.0, 0.0])

    assert places(figures, ties).tolist() == [3, 1, 2, 3]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(-1, 1)), max_size=12))
def test_a_place_is_how_many_stand_above_and_one(rows):
    figures, ties = (np.array([row[part] for row in rows], dtype=float) for part in (0, 1))

    counted = [1 + sum(other > row for other in rows) for row in rows]

    assert places(figures, ties).tolist() == counted


def test_likeness_is_spearmans():
    """With one pair exchanged among four: 1 − 6 · 2 / (4 · 15)."""
    assert likeness(np.array([1.0, 2, 3, 4]), np.array([1.0, 2, 4, 3])) == pytest.approx(0.8)


def test_likeness_shares_the_middle_rank_of_equal_figures():
    """Ranks 1.5, 1.5, 3, 4 against 1, 2, 3, 4: the plain correlation of the two."""
    ranks = np.corrcoef([1.5, 1.5, 3, 4], [1, 2, 3, 4])[0, 1]

    assert likeness(np.array([2.0, 2, 3, 9]), np.array([1.0, 2, 3, 4])) == pytest.approx(ranks)


@pytest.mark.parametrize("figures", [[], [3.0], [3.0, 3.0]])
def test_likeness_needs_figures_that_differ(figures):
    assert likeness(np.array(figures), np.array(figures)) is None


@pytest.mark.parametrize("aggregation", Aggregation)
def test_the_adjusted_ranking_is_nearer_to_the_truth(aggregation):
    """Three of twelve reviewers, drawn by lot, read each suggestion and give whole levels."""
    nearer = sum(is_nearer(seed, aggregation) for seed in range(SEEDS))

    assert nearer >= AT_LEAST


def is_nearer(seed, aggregation, suggestions=150, reviewers=12, each=3):
    """Whether the adjusted figures rank more like the true qualities than the raw ones do."""
    dice = np.random.default_rng(seed)
    quality = dice.normal(3, 0.8, size=suggestions)
    severity = dice.normal(scale=0.6, size=reviewers)
    suggestion = np.repeat(np.arange(suggestions), each)
    reviewer = np.concatenate(
        [dice.choice(reviewers, each, replace=False) for _ in range(suggestions)]
    )
    true = quality[suggestion] + severity[reviewer]
    levels = true[:, None] + dice.normal(scale=0.7, size=(len(true), 4))
    mark = np.clip(np.round(levels), 1, 5).mean(axis=1)
    found = severities(suggestion, reviewer, mark)
    raw = combined(suggestion, mark, aggregation)
    adjusted = combined(suggestion, mark - found.values[reviewer], aggregation)
    return likeness(adjusted, quality) > likeness(raw, quality)
