"""The language of the search box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.queries.words import LONGEST_QUERY, Clause, parse


def texts(clauses):
    return [clause.text for clause in clauses]


def test_blanks_separate_words():
    assert texts(parse("停车难 　噪音").wanted) == ["停车难", "噪音"]


@pytest.mark.parametrize("query", ['"停车 难"', "“停车 难”", "「停车 难」", "『停车 难』"])
def test_quotes_of_all_kinds_make_phrases(query):
    assert parse(query).wanted == (Clause("停车 难", is_phrase=True),)


@pytest.mark.parametrize("minus", ["-", "－"])
def test_a_minus_before_a_word_leaves_it_out(minus):
    words = parse(f"噪音 {minus}广场舞")

    assert texts(words.wanted) == ["噪音"]
    assert texts(words.unwanted) == ["广场舞"]


def test_a_minus_inside_a_word_is_a_letter_like_others():
    assert parse("wi-fi").unwanted == ()


def test_an_unbalanced_quote_is_ignored():
    assert parse('"停车难').wanted == (Clause("停车难"),)


@pytest.mark.parametrize("query", ["", "  ", "，。！", '""', "-", "😀🎉", "\ud800", "\x00\x07"])
def test_what_holds_no_word_asks_for_nothing(query):
    assert not parse(query)


def test_exclusions_alone_ask_for_nothing():
    assert not parse("-噪音")


def test_an_overlong_query_is_shortened_and_says_so():
    words = parse("停" * (LONGEST_QUERY + 1))

    assert words.shortened
    assert len(words.text) == LONGEST_QUERY


@given(st.text(alphabet=st.characters(), max_size=300))
def test_whatever_is_typed_is_read(text):
    parse(text)
