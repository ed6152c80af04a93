"""What the search finds on our own judged set: a change that hurts is seen here.

The floors lie a little under what was measured when they were set; all questions are in
people's own words, so that much of what they ask for shares hardly a character with them.
"""

import pytest

from search.evaluation.folders import judged_queries
from search.evaluation.tasks import evaluate
from tests.search.conftest import ENGINES
from tests.search.evaluation.judged import write_judged_set

FLOORS = [
    ("known-item", "mrr@10", 0.62),
    ("similar", "capped_r@20", 0.80),
    ("resubmitted", "warning_recall", 0.80),
    ("article-lookup", "r@1_form_0", 1.0),
    ("article-lookup", "r@1_form_1", 1.0),
    ("article-lookup", "r@1_form_2", 1.0),
    ("article-lookup", "r@1_form_3", 1.0),
]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    write_judged_set(folder)
    return folder


@pytest.fixture(scope="module")
def figures(judged):
    """Each task is run once on each engine."""
    known = {}

    def figures(task, engine):
        if (task, engine) not in known:
            known[task, engine] = evaluate(task, engine, judged)
        return known[task, engine]

    return figures


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(("task", "measure", "floor"), FLOORS)
def test_the_figures_stay_above_their_floors(figures, name, task, measure, floor):
    assert figures(task, name)[measure] >= floor


def test_most_texts_find_their_topic_among_ten(judged):
    """Seven examples of a topic are few; by chance one in ten would be right."""
    figures = evaluate("routing", "database", judged)

    assert figures["top2"] >= 0.3


@pytest.mark.parametrize("name", ENGINES)
def test_hardly_anything_is_falsely_taken_for_a_repeat(figures, name):
    assert figures("resubmitted", name)["false_alarms"] <= 0.03


def test_the_halves_are_all_the_queries(judged):
    whole = len(judged_queries(judged / "article-lookup"))

    halves = [evaluate("article-lookup", "database", judged, half=half)["n"] for half in "ab"]

    assert sum(halves) == whole
