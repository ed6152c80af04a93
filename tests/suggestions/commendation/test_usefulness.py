"""Usefulness: points of golden ideas within a period, each idea once, for whoever said it first."""

import itertools
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from suggestions.commendation.usefulness import gain, useful_authors, worth
from suggestions.history import Entry, Event, move
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link, unlink
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
START = NOW - timedelta(days=100)
PERIOD = (START, NOW)


@pytest.fixture
def unit():
    return UnitFactory()


def idea(unit, *moves, author=None, days_old=90):
    """A suggestion of `unit` that was moved so; each move is (days ago, state)."""
    row = SuggestionFactory(
        campaign=CampaignFactory(organiser=unit),
        author=author,
        author_name="王女士",
        submitted_at=NOW - timedelta(days=days_old),
        state=State.REVIEWING,
    )
    for ago, state in moves:
        with patch("django.utils.timezone.now", return_value=NOW - timedelta(days=ago)):
            move(row, state, by=None)
    return row


def points(unit, period=PERIOD):
    return [useful.points for useful in useful_authors(unit, period)]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([(50, State.ADOPTED)], 2),
        ([(50, State.PARTLY_ADOPTED)], 1),
        ([(50, State.ADOPTED), (10, State.CONVERTED)], 5),
        ([(50, State.ADOPTED), (10, State.PARTLY_CONVERTED)], 3),
        ([(50, State.ADOPTED), (20, State.PARTLY_CONVERTED), (10, State.CONVERTED)], 5),
        ([(50, State.ADOPTED), (20, State.PARTLY_CONVERTED), (10, State.LAPSED)], 2),
        ([(50, State.ADOPTED), (10, State.LAPSED)], 2),
    ],
)
def test_the_points_of_each_outcome(unit, moves, expected):
    idea(unit, *moves)

    assert points(unit) == [expected]


@pytest.mark.parametrize("outcome", [State.KEPT, State.NOT_ADOPTED])
def test_what_was_not_adopted_is_worth_nothing(unit, outcome):
    idea(unit, (50, outcome))

    assert points(unit) == []


def test_each_period_counts_what_happened_in_it(unit):
    idea(unit, (90, State.ADOPTED), (10, State.CONVERTED))
    half = NOW - timedelta(days=50)

    assert points(unit, (START, half)) == [2]
    assert points(unit, (half, NOW)) == [3]
    assert points(unit) == [5]


def test_the_ideas_of_one_account_add_up_and_the_most_useful_stands_first(unit):
    author = UserFactory()
    idea(unit, (50, State.PARTLY_ADOPTED))
    idea(unit, (50, State.ADOPTED), author=author)
    idea(unit, (40, State.ADOPTED), author=author)

    first, second = useful_authors(unit, PERIOD)

    assert (first.points, second.points) == (4, 1)
    assert len(first.grounds) == 2
    assert first.counts[State.ADOPTED] == 2


def test_guests_of_the_same_name_are_two_people(unit):
    idea(unit, (50, State.ADOPTED))
    idea(unit, (50, State.ADOPTED))

    assert points(unit) == [2, 2]


def test_suggestions_that_say_the_same_are_one_idea_of_whoever_came_first(unit):
    first, second, third = (
        idea(unit, (50, State.PARTLY_ADOPTED), days_old=90),
        idea(unit, (40, State.ADOPTED), days_old=80),
        idea(unit, (30, State.PARTLY_ADOPTED), days_old=70),
    )
    link(second, first, verdict=Verdict.SAME, by=None, at=NOW)
    link(third, second, verdict=Verdict.SAME, by=None, at=NOW)

    (useful,) = useful_authors(unit, PERIOD)

    assert useful.first == first
    assert useful.points == 2


def test_the_first_is_commended_even_if_a_repeat_was_adopted(unit):
    first = idea(unit, (45, State.KEPT), days_old=90)
    second = idea(unit, (40, State.ADOPTED), days_old=80)
    link(second, first, verdict=Verdict.SAME, by=None, at=NOW)

    (useful,) = useful_authors(unit, PERIOD)

    assert useful.first == first


@pytest.mark.parametrize("verdict", [Verdict.RELATED, Verdict.ANSWERED, Verdict.DIFFERENT])
def test_other_links_leave_two_ideas(unit, verdict):
    rows = [idea(unit, (50, State.ADOPTED), days_old=days) for days in (90, 80)]
    link(rows[1], rows[0], verdict=verdict, by=None, at=NOW)

    assert points(unit) == [2, 2]


def test_a_link_that_was_taken_back_leaves_two_ideas(unit):
    rows = [idea(unit, (50, State.ADOPTED), days_old=days) for days in (90, 80)]
    link(rows[1], rows[0], verdict=Verdict.SAME, by=None, at=NOW)
    unlink(rows[1], rows[0], by=None, at=NOW)

    assert points(unit) == [2, 2]


def test_a_withdrawn_first_one_passes_the_idea_on(unit):
    first = idea(unit, (60, State.WITHDRAWN), days_old=90)
    second = idea(unit, (40, State.ADOPTED), days_old=80)
    link(second, first, verdict=Verdict.SAME, by=None, at=NOW)

    (useful,) = useful_authors(unit, PERIOD)

    assert useful.first == second


def test_an_idea_counted_in_an_earlier_period_is_not_counted_again_for_a_repeat(unit):
    first = idea(unit, (80, State.ADOPTED), days_old=99)
    second = idea(unit, (20, State.ADOPTED), days_old=90)
    link(second, first, verdict=Verdict.SAME, by=None, at=NOW)

    assert points(unit, (NOW - timedelta(days=50), NOW)) == []


def test_units_below_count_and_others_do_not(unit):
    idea(UnitFactory(parent=unit), (50, State.ADOPTED))
    idea(UnitFactory(), (50, State.ADOPTED))
    unit.refresh_from_db()

    assert points(unit) == [2]


def test_the_queries_do_not_grow_with_the_ideas(unit, django_assert_num_queries):
    for _ in range(5):
        idea(unit, (50, State.ADOPTED))

    with django_assert_num_queries(3):
        useful_authors(unit, PERIOD)


STATES = st.sampled_from(
    [State.ADOPTED, State.PARTLY_ADOPTED, State.CONVERTED, State.PARTLY_CONVERTED, State.LAPSED]
)
MOVED = st.lists(st.tuples(st.integers(0, 100), STATES), max_size=6)


@given(
    ideas=st.lists(MOVED, min_size=1, max_size=4), cuts=st.lists(st.integers(0, 101), max_size=5)
)
def test_the_parts_of_a_period_add_up_to_the_whole(ideas, cuts):
    def moment(hours):
        return START + timedelta(hours=hours)

    moves = {
        key: [(moment(hour), state.value) for hour, state in sorted(moved)]
        for key, moved in enumerate(ideas)
    }
    ends = [moment(hour) for hour in sorted({0, 101, *cuts})]

    parts = [gain(moves, moves, a, b) for a, b in itertools.pairwise(ends)]

    assert sum(parts) == gain(moves, moves, ends[0], ends[-1])
    assert all(0 <= worth(moved, ends[-1]) <= 5 for moved in moves.values())


def test_only_moves_count_not_other_entries(unit):
    row = idea(unit)
    Entry.objects.create(suggestion=row, event=Event.PROGRESS, at=NOW, by=None, after=State.ADOPTED)

    assert points(unit, (START, NOW + timedelta(days=1))) == []
