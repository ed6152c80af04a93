"""Rescoring of a long query's candidates: what is nearer to the words as typed comes first."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portal import chinese
from search.engines.interface import Frequencies, Hit
from search.items import Key, Kind
from search.relevance import cut, rescored, tokens

QUERY = "小区门口停车位不够怎么办"


def hit(row, body, score=1.0):
    key = Key(Kind.SUGGESTION, row)
    return Hit(key, "", body, "", date(2026, 1, 1), {}, 0, score)


def order(*hits):
    known = Frequencies(total=100, found_in=dict.fromkeys(tokens(QUERY), 5))
    return [found.key.row for found in rescored(QUERY, hits, known)]


def test_more_of_the_query_comes_before_less_of_it():
    assert order(hit(1, "门口有花坛"), hit(2, "小区门口停车位太少")) == [2, 1]


def test_what_a_text_says_first_counts_more_than_what_it_says_late():
    filler = "我们今天说很多别的事情" * 20

    assert order(hit(1, filler + "停车位不够"), hit(2, "停车位不够" + filler)) == [2, 1]


def test_a_much_better_score_of_the_engine_stays_ahead():
    same = "小区停车"

    assert order(hit(1, same, score=0.1), hit(2, same, score=1.0)) == [2, 1]


def test_equal_candidates_keep_their_order():
    assert order(hit(3, "停车"), hit(1, "停车"), hit(2, "停车")) == [3, 1, 2]


def test_nothing_found_stays_nothing():
    assert order() == []


@given(st.text(alphabet="停车难一ab5 ，A𠮷々", max_size=30))
def test_a_cut_text_holds_exactly_what_it_would_be_cut_into(text):
    runs = chinese.runs(text)
    pairs, single = chinese.bigrams(runs), chinese.characters(runs)

    found = cut(text)

    asked = {*pairs, *single, "停车", "车难", "难", "ab", "a", "ab5", "一"}
    assert {pair for pair in asked if found.holds(pair)} == asked & set(pairs)
    assert {one: found.count(one) for one in asked} == {one: single.count(one) for one in asked}
    assert found.length == len(single)
