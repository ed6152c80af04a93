"""Cutting text: what is stored and what is asked are cut alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import chinese


def bigrams(text):
    return chinese.bigrams(chinese.runs(text))


def test_unbroken_chinese_becomes_overlapping_pairs():
    assert bigrams("小区停车难") == ["小区", "区停", "停车", "车难"]


def test_punctuation_separates():
    assert bigrams("停车，难") == ["停车", "难"]


def test_latin_words_and_numbers_stay_whole_beside_chinese():
    assert bigrams("12345热线 A4区") == ["12345", "热线", "a4", "区"]


def test_full_width_and_capital_letters_are_folded():
    assert bigrams("ＡＢＣ１２３") == ["abc123"]


def test_traditional_characters_stay():
    assert bigrams("停車難") == ["停車", "車難"]


@pytest.mark.parametrize("name", ["𠮷野", "𬭎刚", "〇一"])
def test_rare_characters_of_all_planes_are_chinese(name):
    assert bigrams(name) == [name]


def test_zero_width_marks_do_not_cut_words():
    assert bigrams("停\u200b车") == ["停车"]


def test_words_are_those_of_the_dictionary():
    assert chinese.words(chinese.runs("垃圾分类 wifi")) == ["垃圾", "分类", "wifi"]


def test_characters_are_single():
    assert chinese.characters(chinese.runs("停车p2")) == ["停", "车", "p2"]


def test_endless_words_are_shortened_alike_in_text_and_query():
    assert bigrams("x" * 500) == ["x" * chinese.LONGEST_WORD]


@given(st.text(alphabet=st.characters(), max_size=200))
def test_whatever_is_typed_can_be_cut(text):
    runs = chinese.runs(text)

    for cut in (chinese.bigrams, chinese.words, chinese.characters):
        assert all(token and not token.isspace() for token in cut(runs))


@given(st.text(alphabet="停车难噪音扰民, A1", min_size=2, max_size=30), st.data())
def test_every_part_of_an_unbroken_run_is_found_by_its_pairs(text, data):
    for han, _other in chinese.runs(text):
        if len(han) > 1:
            start = data.draw(st.integers(0, len(han) - 2))
            end = data.draw(st.integers(start + 2, len(han)))
            assert set(bigrams(han[start:end])) <= set(bigrams(text))
