"""Sharing out the work: complete, without conflicts, even, repeatable."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions.review.balancing import loads_of, share_out


@st.composite
def rounds(draw):
    """Suggestions, reviewers, conflicts and how many reviewers each suggestion needs."""
    suggestions = list(range(draw(st.integers(1, 30))))
    reviewers = list(range(100, 100 + draw(st.integers(1, 8))))
    blocked = draw(
        st.dictionaries(st.sampled_from(suggestions), st.frozensets(st.sampled_from(reviewers)))
    )
    return suggestions, reviewers, blocked, draw(st.integers(1, len(reviewers)))


@given(rounds(), st.integers(0, 100))
def test_each_suggestion_gets_as_many_reviewers_as_conflicts_allow(case, seed):
    suggestions, reviewers, blocked, wanted = case

    share = share_out(suggestions, reviewers, blocked, wanted, seed=seed)

    for suggestion in suggestions:
        barred = blocked.get(suggestion, frozenset())
        assert len(share[suggestion]) == min(wanted, len(reviewers) - len(barred))
        assert len(set(share[suggestion])) == len(share[suggestion])
        assert not barred & set(share[suggestion])


@given(rounds(), st.integers(0, 100))
def test_no_single_exchange_would_make_it_more_even(case, seed):
    suggestions, reviewers, blocked, wanted = case

    share = share_out(suggestions, reviewers, blocked, wanted, seed=seed)

    loads = loads_of(share, reviewers)
    for suggestion, chosen in share.items():
        for giver in chosen:
            takers = set(reviewers) - set(chosen) - blocked.get(suggestion, frozenset())
            assert all(loads[giver] - loads[taker] <= 1 for taker in takers)


@given(st.integers(1, 60), st.integers(1, 9), st.integers(0, 50), st.data())
def test_without_conflicts_loads_differ_by_at_most_one(count, people, seed, data):
    reviewers = list(range(people))
    wanted = data.draw(st.integers(1, people))

    loads = loads_of(share_out(range(count), reviewers, {}, wanted, seed=seed), reviewers)

    assert max(loads.values()) - min(loads.values()) <= 1


def test_evening_out_finds_the_way_through_a_third_reviewer():
    """Only A and B may read 1 and 2, only B and C may read 3 to 6: B must give to C."""
    blocked = {1: {"C"}, 2: {"C"}, 3: {"A"}, 4: {"A"}, 5: {"A"}, 6: {"A"}}

    for seed in range(30):
        loads = loads_of(share_out(list(blocked), list("ABC"), blocked, 1, seed=seed), "ABC")
        assert set(loads.values()) == {2}


def test_the_same_seed_gives_the_same_share_and_another_seed_another():
    shares = [share_out(range(40), range(6), {}, 2, seed=seed) for seed in (7, 7, 8)]

    assert shares[0] == shares[1]
    assert shares[0] != shares[2]


def test_reviewers_are_mixed_so_that_they_can_be_compared():
    share = share_out(range(200), range(6), {}, 2, seed=1)

    pairs = {frozenset(chosen) for chosen in share.values()}

    assert len(pairs) == 15


@pytest.mark.parametrize("conflicts", [0, 5])
def test_ten_thousand_suggestions_are_shared_among_two_hundred_in_seconds(conflicts):
    suggestions, reviewers = range(10_000), list(range(200))
    blocked = {key: {(key + step) % 200 for step in range(conflicts)} for key in suggestions}
    started = time.perf_counter()

    share = share_out(suggestions, reviewers, blocked, 5, seed=1)

    assert time.perf_counter() - started < 10
    assert set(loads_of(share, reviewers).values()) == {250}
    assert all(not blocked[key] & set(chosen) for key, chosen in share.items())
