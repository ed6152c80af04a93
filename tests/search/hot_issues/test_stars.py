"""Stars: groups around a middle, without chains, the same for the same pairs."""

from hypothesis import given
from hypothesis import strategies as st

from search.hot_issues.stars import both_ways, stars

PAIRS = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda pair: pair[0] != pair[1]),
    st.floats(0.15, 1),
    max_size=40,
)


def groups(pairs, least=3):
    return [star.members.keys() for star in stars(both_ways(pairs), least=least)]


def test_a_pair_counts_from_both_sides_with_the_higher_figure():
    assert both_ways({(1, 2): 0.4, (2, 1): 0.6}) == {1: {2: 0.6}, 2: {1: 0.6}}


def test_the_row_that_most_are_like_is_the_middle():
    (star,) = stars(both_ways({(1, 2): 0.5, (2, 3): 0.6, (2, 4): 0.4}), least=3)

    assert star.middle == 2
    assert list(star.members.items()) == [(2, 1.0), (3, 0.6), (1, 0.5), (4, 0.4)]


def test_a_chain_is_not_one_group():
    chain = {(row, row + 1): 0.5 for row in range(1, 7)}

    assert all(len(members) == 3 for members in groups(chain))
    assert len(groups(chain)) == 2


def test_too_few_are_no_group():
    assert groups({(1, 2): 0.9}) == []
    assert groups({}) == []


@given(PAIRS)
def test_every_row_is_in_one_group_and_like_its_middle(pairs):
    near = both_ways(pairs)
    found = stars(near, least=2)

    rows = [row for star in found for row in star.members]
    assert len(rows) == len(set(rows))
    assert all(near[star.middle][row] == star.others[row] for star in found for row in star.others)


@given(PAIRS, st.randoms())
def test_the_order_of_the_pairs_changes_nothing(pairs, chance):
    shuffled = list(pairs.items())
    chance.shuffle(shuffled)

    assert groups(dict(shuffled)) == groups(pairs)
