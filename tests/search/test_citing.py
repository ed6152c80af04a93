"""Who cites an article gets that article first."""

from datetime import date

import pytest

from portal.regulations.kinds import Status
from search.finding import Question, find
from search.items import Index, Kind
from search.queries.words import parse
from search.sources.articles import citations
from tests.search.conftest import item

LAW = "信访工作条例"


def article(row, number, *, law=LAW, status=Status.IN_FORCE, on=date(2022, 2, 25), inserted=0):
    label = f"第{number}条" + (f"之{inserted}" if inserted else "")
    return item(
        row, f"{law}{label}", "有关机关应当处理。", kind=Kind.ARTICLE, date=on,
        facets={"state": (status,)}, citations=citations([law], number, inserted),
    )  # fmt: skip


@pytest.fixture
def cited(store, engine):
    store(
        article(1, 22),
        article(2, 22, law="信访条例", status=Status.REPEALED, on=date(2005, 1, 10)),
        article(3, 22, status=Status.AMENDED, on=date(2015, 1, 1)),
        article(4, 23),
        article(5, 22, law="上海市人民建议征集若干规定"),
        article(6, 22, inserted=1),
        article(7, 133, law="民事诉讼法"),
    )

    def cited(query, **question):
        found = find(engine, Index.PUBLIC, Question(words=parse(query), **question))
        return [hit.key.row for hit in found.cited], [hit.key.row for hit in found.answer.hits]

    return cited


@pytest.mark.parametrize(
    "query",
    [
        "信访工作条例第二十二条",
        "《信访工作条例》第22条",
        "信访工作条例 22条",
        "中华人民共和国信访工作条例 第二十二条第一款第（二）项 规定",
    ],
)
def test_the_article_itself_comes_first_the_version_in_force_before_older_ones(cited, query):
    assert cited(query)[0] == [1, 3]


def test_cited_articles_are_not_repeated_among_the_results(cited):
    assert not {1, 3} & set(cited("信访工作条例第二十二条")[1])


def test_an_inserted_article_is_its_own(cited):
    assert cited("信访工作条例第二十二条之一")[0] == [6]


def test_a_short_name_means_the_law(cited):
    assert cited("民诉法第一百三十三条")[0] == [7]


def test_a_name_that_is_nearly_right_means_the_likest_law(cited):
    assert cited("上海市人民建议征集规定第22条")[0] == [5]


@pytest.mark.parametrize("query", ["信访工作条例第九百条", "第二十二条", "有22条建议", "停车难"])
def test_what_cites_no_known_article_shows_none(cited, query):
    assert cited(query)[0] == []


def test_further_pages_do_not_repeat_the_article(cited):
    assert cited("信访工作条例第二十二条", page=2)[0] == []
