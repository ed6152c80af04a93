"""Masking: what is personal is covered, what looks alike stays; on texts of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions.handling.masking import Kind, is_card_number, mask

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=12)
digits = st.text("0123456789", min_size=8, max_size=8)


def kinds(text):
    return [found.kind for found in mask(text).found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请打13912345678联系", "请打***********联系"),
        ("请打139 1234 5678联系", "请打*************联系"),
        ("请打１３９１２３４５６７８联系", "请打***********联系"),
        ("电话0571-88887777，", "电话*************，"),
        ("座机：88887777。", "座机：********。"),
        ("身份证11010519491231002X。", "身份证******************。"),
        ("卡号6222020200112230", "卡号****************"),
        ("写信到li.lei@example.org。", "写信到******************。"),
        ("车牌京A12345乱停", "车牌*******乱停"),
        ("车牌粤B12345D乱停", "车牌********乱停"),
        ("车牌浙AD12345乱停", "车牌********乱停"),
        ("我叫张三，住在东街", "我叫**，住在东街"),
        ("姓名：李四 电话：", "姓名：** 电话："),
        ("联系人：欧阳小明", "联系人：****"),
        ("本人叫阿依古丽·买买提，", "本人叫********，"),
    ],
)
def test_what_is_personal_is_covered_letter_for_letter(text, expected):
    assert mask(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345、12368、110和400-800-1234",
        "2026年11月22日，共13912345678.50元",
        "投资1,391,234,567.8元，编号20261122-4827316-5",
        "《信访工作条例》第三十一条第6项，国发〔2026〕12号",
        "身份证号码应为18位，如110105194912310021",
        "卡号6222020200112231校验不符",
        "我叫车来接孩子，联系人方便的时候再说",
        "姓名、电话要填全，联系人员已到位",
        "G60高速与京沪高速，苏州2号线，K1234次",
        "邮编310000，面积123456789平方米",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert mask(text).text == text


@given(HAN, digits, HAN)
def test_every_mobile_number_between_words_is_found(before, tail, after):
    number = f"138{tail}"

    assert number not in mask(f"{before}{number}{after}").text


@given(st.text(max_size=200))
def test_masking_keeps_the_length_and_masking_again_changes_nothing(text):
    once = mask(text)

    assert len(once.text) == len(text)
    assert mask(once.text).text == once.text


@given(st.text("0123456789", min_size=15, max_size=15))
def test_exactly_one_last_digit_makes_a_card_number(first):
    assert sum(is_card_number(first + last) for last in "0123456789") == 1


@given(st.integers(min_value=0, max_value=9_999_999))
def test_short_numbers_and_amounts_are_never_taken_for_anything(number):
    assert kinds(f"共{number}元，第{number}号，{number}平方米") == []


def test_what_is_to_stay_stays():
    text = "热线0571-88887777"

    assert mask(text, keep=[(2, len(text))]).text == text


def test_a_card_is_no_mobile_number_and_an_id_no_card():
    assert kinds("11010519491231002X 6222020200112230") == [Kind.ID, Kind.CARD]
