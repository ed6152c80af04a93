"""Classifying: each rule on sentences of our own, and the ones that must not deceive it."""

import pytest

from suggestions.handling.classifying import classify
from suggestions.states import Classification

SUGGESTION, QUESTION = Classification.SUGGESTION, Classification.QUESTION
CLAIM, REPORT = Classification.CLAIM, Classification.REPORT
COURT = Classification.COURT


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("建议在河堤步道加装长椅", "走累了没有地方坐。", SUGGESTION),
        ("关于校门口接送时间的建议", "放学时人多。", SUGGESTION),
        ("为老街夜市献策", "灯光可以更暖。", SUGGESTION),
        ("河堤步道没有长椅", "走累了没有地方坐。强烈建议加装。", SUGGESTION),
        ("河堤步道没有长椅", "走累了没有地方坐，建议每三百米设一张。", SUGGESTION),
        ("河堤步道没有长椅", "提几点建议：1. 加装长椅。", SUGGESTION),
        ("希望7路车能增加早班车", "上学来不及。", SUGGESTION),
        ("能否在菜市场口增设路灯？", "晚上很黑。", SUGGESTION),
        ("老年证几点可以办？", "周末办不办。", QUESTION),
        ("咨询医保异地备案", "孩子在外地。", QUESTION),
        ("医保异地备案", "请问需要什么材料。", QUESTION),
        ("7路车什么时候增加早班？", "上学来不及。", QUESTION),
        ("投诉楼下烧烤店", "油烟大，建议关掉。", CLAIM),
        ("工地夜间施工扰民", "凌晨还在打桩。", CLAIM),
        ("楼上漏水三个月无人处理", "报修多次。", CLAIM),
        ("判决生效后对方一直不履行", "拿不到钱。", COURT),
        ("法院执行难，等了两年", "没有进展。", COURT),
        ("建议法院公开判决进度", "便于大家查询。", SUGGESTION),
        ("举报楼下无证诊所", "没有执照。", REPORT),
        ("某村干部的问题", "有人挪用集体资金入账款项，实属贪污。", REPORT),
    ],
)
def test_the_words_decide_the_class(title, text, expected):
    assert classify(title, text).classification == expected


@pytest.mark.parametrize(
    "text",
    [
        "物业说建议你走司法程序。",
        "派出所回复，建议业主报警。",
        "教委建议由他们先沟通。",
        "不建议孩子参加。",
        "交了一份建议书。",
    ],
)
def test_advice_that_others_gave_is_no_proposal(text):
    assert classify("楼上漏水三个月无人处理", text).classification == CLAIM


def test_a_report_goes_before_a_proposal():
    verdict = classify("建议查一查采购", "怀疑有人受贿。建议公开账目。")

    assert verdict.classification == REPORT


def test_the_verdict_says_which_rule_and_which_words():
    verdict = classify("建议在河堤步道加装长椅", "")

    assert (verdict.rule, verdict.found) == ("title-proposes", "建议")


def test_of_a_matter_of_the_courts_the_telling_words_are_said():
    verdict = classify("我家的二审判决何时执行", "")

    assert (verdict.classification, verdict.found) == (COURT, "二审")


def test_what_no_rule_knows_is_a_claim_without_words():
    assert (classify("楼上漏水", "").rule, classify("楼上漏水", "").found) == ("nothing-found", "")


def test_a_very_long_text_is_no_burden():
    assert classify("标题", "希望" * 10_000 + "能不能").classification == CLAIM
