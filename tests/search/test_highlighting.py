"""Marking what was searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlighting import SNIPPET, highlighted, needles, snippet, spans
from search.queries.words import parse


def marked(text, query):
    return highlighted(text, needles(parse(query).wanted))


def test_neighbouring_pairs_are_one_mark():
    assert marked("小区停车难啊", "停车难") == "小区<mark>停车难</mark>啊"


def test_several_words_are_marked():
    assert marked("停车与噪音", "噪音 停车") == "<mark>停车</mark>与<mark>噪音</mark>"


def test_full_width_and_capital_letters_are_marked_as_they_stand():
    assert marked("ＷｉＦｉ热点", "wifi") == "<mark>ＷｉＦｉ</mark>热点"


def test_characters_that_fold_to_several_do_not_shift_the_marks():
    assert marked("㈱…停车", "停车") == "㈱…<mark>停车</mark>"


def test_latin_words_are_marked_whole_only():
    assert marked("barrier and bar", "bar") == "barrier and <mark>bar</mark>"


def test_nothing_is_marked_without_words():
    assert marked("停车", "，") == "停车"


def test_markup_is_escaped():
    assert marked("<i>停车</i> &", "停车") == "&lt;i&gt;<mark>停车</mark>&lt;/i&gt; &amp;"


def test_a_snippet_shows_where_most_of_the_words_are():
    text = "停车。" + "无关的话，" * 60 + "这里停车和噪音都有。" + "别的内容，" * 60

    shown = snippet(text, needles(parse("停车 噪音").wanted))

    assert "<mark>停车</mark>和<mark>噪音</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_a_short_text_is_shown_whole():
    assert snippet("停车\n难", []) == "停车 难"


@pytest.mark.parametrize("query", ["停车", "无"])
def test_a_snippet_is_never_longer_than_allowed(query):
    shown = snippet("停车" * 500, needles(parse(query).wanted))

    assert len(shown.replace("<mark>", "").replace("</mark>", "").strip("…")) <= SNIPPET


@given(
    st.text(alphabet="停车难A1 ㈱ﬁİ\u200b<&", max_size=60),
    st.text(alphabet="停车难a1fi", max_size=6),
)
def test_whatever_the_text_marks_lie_inside_it_and_apart(text, query):
    found = spans(text, needles(parse(query).wanted))

    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(found[i][1] < found[i + 1][0] for i in range(len(found) - 1))


def test_the_stretch_with_most_marks_is_found_among_very_many():
    text = "停车，" * 1_500 + "停车停车停车停车" + "。停车，" * 1_500

    shown = snippet(text, needles(parse("停车").wanted))

    assert "<mark>停车停车停车" in shown
