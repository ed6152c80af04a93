"""Which tokens are asked for."""

from search.queries.plan import Field, Token
from search.queries.tokens import MOST_TOKENS, loose, required, telling
from search.queries.words import Clause


def pair(text):
    return Token(Field.BIGRAMS, (text,))


def test_a_word_needs_all_its_pairs():
    assert required(Clause("停车难")) == [pair("停车"), pair("车难")]


def test_one_character_is_looked_up_among_the_characters():
    assert required(Clause("车")) == [Token(Field.CHARACTERS, ("车",))]


def test_a_phrase_is_one_token_whose_parts_follow_each_other():
    assert required(Clause("停车难", is_phrase=True)) == [Token(Field.BIGRAMS, ("停车", "车难"))]


def test_a_phrase_across_latin_and_chinese_goes_by_characters():
    tokens = required(Clause("A4区路", is_phrase=True))

    assert tokens == [Token(Field.CHARACTERS, ("a4", "区", "路"))]


def test_loose_queries_ask_for_dictionary_words_too():
    assert Token(Field.WORDS, ("停车场",)) in loose([Clause("停车场")])


def test_common_and_unknown_tokens_tell_nothing():
    found_in = {pair("问题"): 500, pair("停车"): 20, pair("龘龘"): 0}

    assert telling(found_in, found_in, total=1000) == [pair("停车")]


def test_common_tokens_are_better_than_none():
    found_in = {pair("问题"): 500}

    assert telling(found_in, found_in, total=1000) == [pair("问题")]


def test_the_rarest_tokens_are_kept():
    found_in = {pair(str(number)): number for number in range(1, 200)}

    kept = telling(found_in, found_in, total=10_000)

    assert kept == [pair(str(number)) for number in range(1, MOST_TOKENS + 1)]
