"""Citations of law in every form people type."""

import pytest

from search.queries.citations import Citation, law_key, parse


@pytest.mark.parametrize(
    "text",
    [
        "信访工作条例第二十二条",
        "《信访工作条例》第22条",
        "信访工作条例 22条",
        "信访工作条例 第二十二条 规定",
        "信访工作条例第２２条",
        "信访工作条例第廿二条",
        "《 信访工作条例 》第 二十二 条第一款第（二）项",
    ],
)
def test_all_forms_mean_the_same_article(text):
    assert parse(text) == Citation("信访工作条例", 22)


def test_inserted_articles_are_their_own():
    assert parse("刑法第二百六十二条之一") == Citation("刑法", 262, 1)


@pytest.mark.parametrize("name", ["中华人民共和国民事诉讼法", "民事诉讼法", "民诉法", "《民诉法》"])
def test_short_and_full_names_of_a_law_are_the_same(name):
    assert law_key(name) == "民事诉讼法"


def test_an_article_without_a_law_names_none():
    assert parse("第二十二条") == Citation("", 22)


@pytest.mark.parametrize("text", ["", "停车难", "条例", "第条", "12345条", "第一一一一一十条"])
def test_what_cites_no_article_is_no_citation(text):
    assert parse(text) is None


def test_tokens_tell_laws_and_inserted_articles_apart():
    assert Citation("刑法", 262, 1).token == "刑法#262-1"
    assert Citation("", 22).token == "#22"
