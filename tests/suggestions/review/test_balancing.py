"""Sharing out the work: complete, without conflicts, even, repeatable."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions.review.balancing import Wishes, loads_of, share_out


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


@st.composite
def wished(draw):
    """A round with fields, limits and a calibration set besides."""
    suggestions, reviewers, blocked, wanted = draw(rounds())
    some = st.frozensets(st.sampled_from(reviewers))
    wishes = Wishes(
        fitting=draw(st.dictionaries(st.sampled_from(suggestions), some)),
        loads=draw(st.dictionaries(st.sampled_from(reviewers), st.integers(0, 5))),
        read_by_all=draw(st.frozensets(st.sampled_from(suggestions), max_size=3)),
    )
    return suggestions, reviewers, blocked, wanted, wishes


@given(wished(), st.integers(0, 100))
def test_fields_change_neither_who_is_barred_nor_how_even_the_loads_are(case, seed):
    suggestions, reviewers, blocked, wanted, wishes = case
    without = Wishes(loads=wishes.loads, read_by_all=wishes.read_by_all)

    share = share_out(suggestions, reviewers, blocked, wanted, seed=seed, wishes=wishes)
    plain = share_out(suggestions, reviewers, blocked, wanted, seed=seed, wishes=without)

    assert all(not set(chosen) & blocked.get(key, set()) for key, chosen in share.items())
    assert squares(share, reviewers, wishes) == squares(plain, reviewers, wishes)


def squares(share, reviewers, wishes):
    loads = loads_of(share, reviewers)
    return sum((load + wishes.loads.get(key, 0)) ** 2 for key, load in loads.items())


@given(wished(), st.integers(0, 100))
def test_the_calibration_set_is_read_by_everyone_without_a_conflict(case, seed):
    suggestions, reviewers, blocked, wanted, wishes = case

    share = share_out(suggestions, reviewers, blocked, wanted, seed=seed, wishes=wishes)

    for key in wishes.read_by_all:
        assert set(share[key]) == set(reviewers) - blocked.get(key, frozenset())


@given(wished(), st.integers(0, 100))
def test_no_exchange_between_two_reviewers_would_serve_a_field_better(case, seed):
    suggestions, reviewers, blocked, wanted, wishes = case

    share = share_out(suggestions, reviewers, blocked, wanted, seed=seed, wishes=wishes)

    def foreign(key, reviewer):
        return reviewer not in wishes.fitting.get(key, ())

    def may_take(key, reviewer):
        return reviewer not in share[key] and reviewer not in blocked.get(key, ())

    for mine, readers in share.items():
        for one in filter(lambda reader, mine=mine: foreign(mine, reader), readers):
            for theirs, others in share.items():
                for other in filter(lambda reader, key=theirs: foreign(key, reader), others):
                    if may_take(mine, other) and may_take(theirs, one):
                        assert foreign(mine, other)


def test_whose_field_it_is_reads_it_where_loads_allow():
    """Only 1 knows the first half, only 2 the second, both know nothing else."""
    fitting = {key: {1 if key < 10 else 2} for key in range(20)}

    for seed in range(20):
        share = share_out(range(20), [1, 2, 3, 4], {}, 1, seed=seed, wishes=Wishes(fitting))
        matches = sum(share[key][0] in fitting[key] for key in share)
        assert (set(loads_of(share, [1, 2, 3, 4]).values()), matches) == ({5}, 10)


def test_a_field_is_served_along_a_chain_of_reviewers():
    """2 must leave the first topic to 1, who knows nothing else, to be free for the second."""
    fitting = {key: {1, 2} if key < 10 else {2} for key in range(20)}

    for seed in range(20):
        share = share_out(range(20), [1, 2], {}, 1, seed=seed, wishes=Wishes(fitting))
        assert all(share[key][0] in fitting[key] for key in share)


@given(rounds(), st.data())
def test_nobody_gets_more_than_they_can_take(case, data):
    suggestions, reviewers, blocked, wanted = case
    room = data.draw(st.dictionaries(st.sampled_from(reviewers), st.integers(1, 6)))

    share = share_out(suggestions, reviewers, blocked, wanted, seed=1, wishes=Wishes(room=room))

    loads = loads_of(share, reviewers)
    assert all(loads[key] <= most for key, most in room.items())


def test_room_is_made_where_only_a_full_reviewer_may_read():
    """2 has room for one; only 2 may read the last, and 1 can take the other."""
    blocked = {0: set(), 1: {1}}

    for seed in range(20):
        wishes = Wishes(room={1: 1, 2: 1})
        share = share_out([0, 1], [1, 2], blocked, 1, seed=seed, wishes=wishes)
        assert share == {0: [1], 1: [2]}


def test_what_reviewers_have_already_counts():
    wishes = Wishes(loads={1: 10, 2: 0})

    share = share_out(range(10), [1, 2], {}, 1, seed=1, wishes=wishes)

    assert loads_of(share, [1, 2]) == {1: 0, 2: 10}
