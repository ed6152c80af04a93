"""How an article's paragraphs are set."""

import pytest

from portal.regulations.layout import Block, Item, blocks


def test_paragraphs_stay_apart_and_in_order():
    assert blocks(["甲。", "乙。"]) == [Block(paragraph="甲。"), Block(paragraph="乙。")]


@pytest.mark.parametrize(
    "mark",
    ["（一）", "(一)", "（ 一 ）", "（十二）", "一、", "“（一）", "(1)", "（１）", "1.", "①"],
)
def test_a_marked_line_is_an_item_with_its_mark(mark):
    assert blocks([f"{mark}甲；"]) == [Block(items=[Item(f"{mark}甲；")])]


def test_numbers_below_an_item_are_its_subitems():
    found = blocks(["包括：", "（一）甲：", "1．乙；", "2．丙；", "（二）丁。", "其他。"])

    assert found == [
        Block(paragraph="包括："),
        Block(items=[Item("（一）甲：", ["1．乙；", "2．丙；"]), Item("（二）丁。")]),
        Block(paragraph="其他。"),
    ]


@pytest.mark.parametrize(
    "text", ["（以下简称甲）乙。", "2020年起施行。", "一般情形。", "3.5吨以上"]
)
def test_a_sentence_that_begins_with_a_parenthesis_or_number_is_no_item(text):
    assert blocks([text]) == [Block(paragraph=text)]


def test_a_table_keeps_its_cells_and_loses_its_rule():
    assert blocks(["| 名称 | 数量 |", "| --- | :-: |", "| 甲 | 1 |"]) == [
        Block(rows=[["名称", "数量"], ["甲", "1"]])
    ]
