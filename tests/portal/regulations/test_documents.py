"""A law's file: encodings, title, history, dates."""

import codecs
from datetime import date

import pytest

from portal.regulations.dates import date_in_name, dates_in, in_force_from, issued_on
from portal.regulations.decoding import LARGEST_FILE, UnreadableText, decode
from portal.regulations.documents import Document, parse_document

TEXT = "# 某某条例\n\n2020年5月6日 某市公布\n\n<!-- INFO END -->\n\n第一条 甲。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_in_every_encoding(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_line_ends_and_invisible_characters_are_put_right():
    assert decode("甲\r\n乙\r丙\u200b\x00\x07".encode()) == "甲\n乙\n丙"


@pytest.mark.parametrize("content", [b"\xff\xff\xff", codecs.BOM_UTF8 + b"\xff"])
def test_bytes_that_are_no_text_are_refused(content):
    with pytest.raises(UnreadableText):
        decode(content)


def test_a_file_larger_than_any_law_is_refused():
    with pytest.raises(UnreadableText, match="5"):
        decode(b" " * (LARGEST_FILE + 1))


def test_title_history_and_text_are_told_apart():
    assert parse_document(TEXT) == Document("某某条例", ("2020年5月6日 某市公布",), "第一条 甲。")


def test_without_the_mark_the_dated_lines_are_the_history():
    document = parse_document("# 某某条例\n（2020年5月6日公布）\n\n为了甲，制定：\n第一条 乙。")

    assert document.history == ("（2020年5月6日公布）",)
    assert document.body == "为了甲，制定：\n第一条 乙。"


@pytest.mark.parametrize("text", ["第一条 甲。", "## 第一章 总则\n第一条 甲。", ""])
def test_a_file_may_have_no_title(text):
    assert parse_document(text) == Document("", (), text)


def test_the_day_in_a_file_name_is_read():
    assert date_in_name("某某条例(2022-02-25)") == date(2022, 2, 25)
    assert date_in_name("某某条例（2022-02-25）") == date(2022, 2, 25)
    assert date_in_name("某某条例(2022-02-30)") is None
    assert date_in_name("某某条例") is None


def test_impossible_days_are_left_out():
    assert dates_in("2020年2月30日、2020年 2 月 3 日") == [date(2020, 2, 3)]


def test_the_last_decision_is_the_day_of_issue_and_a_starting_day_is_not():
    history = ["2019年3月2日 通过", "2019年10月8日 公布", "2020年1月1日 施行"]

    assert issued_on(history) == date(2019, 10, 8)
    assert issued_on([]) is None


@pytest.mark.parametrize(
    ("history", "text", "issued", "start"),
    [
        (["2020年1月1日 施行"], "", date(2019, 10, 8), date(2020, 1, 1)),
        ([], "本条例自2020年1月1日起施行。", date(2019, 10, 8), date(2020, 1, 1)),
        ([], "本条例自公布之日起施行。", date(2019, 10, 8), date(2019, 10, 8)),
        ([], "自公布之日起30日后施行。", date(2019, 10, 8), date(2019, 11, 7)),
        ([], "自公布之日起三十日后施行。", date(2019, 10, 8), date(2019, 11, 7)),
        ([], "什么也没说。", date(2019, 10, 8), None),
        # an amended version still names the start of the first one
        ([], "本条例自1998年1月1日起施行。", date(2019, 10, 8), None),
        (["1998年1月1日 公布"], "自公布之日起施行。", date(2019, 10, 8), None),
        (["2019年10月8日 修订"], "自公布之日起施行。", date(2019, 10, 8), None),
        ([], "本条例自2020年1月1日起施行。", None, date(2020, 1, 1)),
    ],
)
def test_the_starting_day_of_a_version(history, text, issued, start):
    assert in_force_from(history, text, issued=issued) == start
