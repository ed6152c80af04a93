"""What editors are told to look at."""

import pytest

from portal.regulations.checking import MOST_REMARKS, remarks
from portal.regulations.parser import parse_body


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("没有条文。", []),
        ("第二条 甲。", ["第二条"]),
        ("第一条 甲。\n第四条 乙。", ["第一条", "第四条", "2"]),
        ("第一条 甲。\n第三条 乙。\n第二条 丙。\n第四条 丁", ["第三条", "第二条"]),
        ("第一条 甲。\n第一条 乙。", ["第一条", "2"]),
        ("第一条 甲。\n第一条之二 乙。", ["第一条之二"]),
        ("第一条\n第二条 乙。", ["第一条"]),
        ("第一条 甲。\n## 第二章 附则\n第二条 乙。", ["第二章"]),
    ],
)
def test_what_is_odd_is_named(body, named):
    found = remarks(parse_body(body))

    assert found
    assert all(any(word in remark for remark in found) for word in named)


@pytest.mark.parametrize(
    "body",
    ["第一条 甲。\n第一条之一 乙。\n第二条 丙。", "## 第一章 总则\n第一条 甲。\n附件\n第一条 乙。"],
)
def test_what_is_in_order_is_not_remarked_upon(body):
    assert remarks(parse_body(body)) == []


def test_remarks_are_not_endless():
    body = "\n".join(f"第{number}条 甲。" for number in range(1, 900, 3))

    assert len(remarks(parse_body(body))) == MOST_REMARKS
