"""Whatever the text: it is read without an error, and no word of it is lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from portal.regulations.checking import remarks
from portal.regulations.decoding import clean
from portal.regulations.documents import parse_document
from portal.regulations.numerals import LARGEST, to_number
from portal.regulations.parser import parse_body
from portal.regulations.structure import Division

PIECES = [
    *(
        "第一条",
        "第二条",
        "第十七条之一",
        "第 三 条",
        "第九章",
        "第一节",
        "第二编",
        "第一分编",
    ),
    *(
        "# ",
        "## ",
        "### ",
        "**",
        "目录",
        "附件：",
        "附则",
        "序言",
        "总则",
        "（一）",
        "(二)",
        "1．",
        "| 甲 |",
    ),
    *(" ", "　", "\n", "\n\n", "。", "，", "甲", "乙丙", "规定", "第二款", "<b>", "&", "\t", "一"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ANNEX_COLON = "：:"


def words(text):
    return re.sub(rf"[#*\s{ANNEX_COLON}]", "", text)


def label_of(entry):
    return entry.heading if isinstance(entry, Division) else entry.label


@given(texts)
def test_no_word_is_lost_and_none_comes_in(body):
    law = parse_body(body)
    rebuilt = "".join(law.preamble)
    for entry in law.entries:
        rebuilt += label_of(entry) + "".join(entry.paragraphs)

    # A table of contents is left out on purpose, and takes its heading with it.
    if "目录" not in body:
        assert words(rebuilt) == words(body)


@given(texts)
def test_every_place_has_an_address_of_its_own(body):
    anchors = [entry.anchor for entry in parse_body(body).entries]

    assert len(anchors) == len(set(anchors))


@given(st.text(max_size=300))
def test_any_characters_are_read(text):
    document = parse_document(clean(text))

    assert isinstance(remarks(parse_body(document.body)), list)


@given(st.text(alphabet="〇零一二三四五六七八九十百千廿卅两0123456789 ", max_size=8))
def test_any_numeral_is_a_number_in_range_or_refused(text):
    try:
        number = to_number(text)
    except ValueError:
        return
    assert 0 <= number <= LARGEST
