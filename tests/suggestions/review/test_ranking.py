"""The ranking: order, ties, what is left out, and that it stays fast."""

import pytest
from django.db import connection

from suggestions.history import move
from suggestions.models import Suggestion
from suggestions.review.ranking import places_of, rank
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory

pytestmark = pytest.mark.django_db


def scored(*levels):
    """A round with one suggestion for each level; None: not scored."""
    round = RoundFactory(suggestions=len(levels))
    assignments = round.assignments.order_by("suggestion")
    for assignment, level in zip(assignments, levels, strict=True):
        if level is not None:
            ReviewFactory(assignment=assignment, level=level)
    return round


def by_rank(standings):
    """The places of `standings`, in their order."""
    places = places_of(standings)
    return [places[standing.pk] for standing in standings]


def test_the_best_come_first_and_the_unscored_last():
    round = scored(3, None, 5, 1)

    assert [standing.mean for standing in rank(round)] == [5, 3, 1, None]


def test_equal_figures_keep_one_order_and_share_a_place():
    round = scored(4, 5, 4, 4)

    ranked = list(rank(round))

    assert [standing.suggestion_id for standing in ranked[1:]] == sorted(
        standing.suggestion_id for standing in ranked[1:]
    )
    assert by_rank(ranked) == [1, 2, 2, 2]


def test_places_count_what_is_above_on_other_pages():
    round = scored(5, 4, 4, 2, 1)

    assert by_rank(list(rank(round)[2:4])) == [2, 4]


def test_a_suggestion_withdrawn_during_the_round_leaves_the_ranking():
    round = scored(5, 4, 3)
    best = rank(round).first().suggestion

    move(best, State.WITHDRAWN, by=None)

    ranked = list(rank(round))
    assert [standing.mean for standing in ranked] == [4, 3]
    assert by_rank(ranked) == [1, 2]


def test_a_ranking_knows_its_own_round_only():
    round, _other = scored(5), scored(4)

    assert [standing.mean for standing in rank(round)] == [5]


def test_the_first_page_reads_an_index_instead_of_sorting():
    round = scored(5, 4)

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which sorts two rows rather than open an index
            cursor.execute("SET LOCAL enable_sort = off")
        plan = rank(round)[:50].explain()

    assert "standing_ranked" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_the_ranking_is_one_query(django_assert_num_queries):
    round = scored(5, 4, 3)

    with django_assert_num_queries(1):
        titles = [row.suggestion.title for row in rank(round).select_related("suggestion")]

    assert len(titles) == Suggestion.objects.count()
    assert connection.vendor in {"sqlite", "postgresql"}
