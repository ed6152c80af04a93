"""What an engine answers to a question, on both engines alike."""

from datetime import date

import pytest

from search.finding import Question, find
from search.items import Facet, Index, Key, Kind
from search.queries.plan import DEEPEST, Plan, Sort
from search.queries.words import parse
from search.scope import Scope
from tests.search.conftest import EVERYTHING, item


@pytest.fixture
def rows(engine):
    """Ask the public index; the rows found, best first."""

    def rows(query="", **question):
        found = find(engine, Index.PUBLIC, Question(words=parse(query), **question))
        return [hit.key.row for hit in found.answer.hits]

    return rows


def test_chinese_words_are_found_inside_longer_runs(store, rows):
    store(item(1, "老旧小区停车难怎么解决"), item(2, "公园里的长椅"))

    assert rows("停车难") == [1]


@pytest.mark.parametrize("query", ["车", "𠮷", "A", "7", "难"])
def test_one_character_is_enough(store, rows, query):
    store(item(1, "停车难 A 7", "𠮷野街"), item(2, "公园"))

    assert rows(query) == [1]


def test_all_words_must_be_there_where_enough_is_found(store, rows):
    store(*(item(row, "停车与噪音") for row in range(10)), item(10, "停车"), item(11, "噪音"))

    assert sorted(rows("停车 噪音")) == list(range(10))


def test_few_results_are_filled_up_with_partly_fitting_ones(store, rows):
    store(item(1, "停车与噪音"), item(2, "停车"), item(3, "长椅"))

    assert rows("停车 噪音") == [1, 2]


def test_a_phrase_is_found_as_it_stands(store, rows):
    store(item(1, "小区停车"), *(item(row, "停车的小区") for row in range(2, 14)))

    assert rows('"小区停车"')[0] == 1
    assert sorted(rows('"停车的小区"')) == list(range(2, 14))


def test_exclusions_leave_out_the_whole_word_only(store, rows):
    store(item(1, "广场噪音"), item(2, "广场舞噪音"), item(3, "舞台与广场的噪音"))

    assert sorted(rows("噪音 -广场舞")) == [1, 3]


def test_the_rarer_word_counts_more(store, rows):
    store(*(item(row, "小区绿化") for row in range(2, 9)), item(1, "小区电梯"), item(9, "喷泉"))

    assert rows("绿化 电梯")[0] == 1


def test_a_prior_raises_the_rank(store, rows):
    store(item(1, "停车难"), item(2, "停车难", prior=1.5))

    assert rows("停车难") == [2, 1]


def test_keywords_are_found_but_not_shown(store, engine):
    store(item(1, "长椅", "坐", keywords="20261122-1234567-8 滨江"))

    found = find(engine, Index.PUBLIC, Question(words=parse("20261122-1234567-8")))

    assert [(hit.title, hit.body) for hit in found.answer.hits] == [("长椅", "坐")]


def test_an_empty_question_lists_everything_newest_first(store, rows):
    store(*(item(row, "长椅", date=date(2026, 1, row)) for row in (2, 3, 1)))

    assert rows() == [3, 2, 1]


def test_results_can_be_ordered_by_date_and_by_support(store, rows):
    store(
        item(1, "停车", date=date(2026, 3, 1), popularity=1),
        item(2, "停车停车", date=date(2026, 1, 1), popularity=5),
        item(3, "停车", date=date(2026, 2, 1), popularity=3),
    )

    assert rows("停车", sort=Sort.NEWEST) == [1, 3, 2]
    assert rows("停车", sort=Sort.SUPPORT) == [2, 3, 1]


def test_values_of_one_facet_are_alternatives_facets_are_not(store, rows):
    store(
        item(1, "停车", facets={"topic": ("a",), "area": ("x",)}),
        item(2, "停车", facets={"topic": ("b",), "area": ("x",)}),
        item(3, "停车", facets={"topic": ("b",), "area": ("y",)}),
        item(4, "停车", facets={"topic": ("c",), "area": ("x",)}),
    )

    assert sorted(rows("停车", filters={Facet.TOPIC: ("a", "b")})) == [1, 2, 3]
    assert sorted(rows("停车", filters={Facet.TOPIC: ("a", "b"), Facet.AREA: ("x",)})) == [1, 2]


def test_counts_of_a_facet_leave_out_its_own_filter_only(store, engine):
    store(
        item(1, "停车", facets={"topic": ("a", "b"), "area": ("x",)}),
        item(2, "停车", facets={"topic": ("b",), "area": ("x",)}),
        item(3, "停车", facets={"topic": ("c",), "area": ("y",)}),
    )
    question = Question(
        words=parse("停车"), filters={Facet.TOPIC: ("b",)}, facets=(Facet.TOPIC, Facet.AREA)
    )

    answer = find(engine, Index.PUBLIC, question).answer

    assert answer.total == 2
    assert answer.unfiltered == 3
    assert answer.facets == {Facet.TOPIC: {"a": 1, "b": 2, "c": 1}, Facet.AREA: {"x": 2}}


def test_kinds_and_years_are_facets_of_their_own(store, engine):
    store(item(1, "停车"), item(2, "停车", kind=Kind.CAMPAIGN, date=date(2025, 1, 1)))

    answer = find(
        engine, Index.PUBLIC, Question(words=parse("停车"), facets=(Facet.KIND, Facet.YEAR))
    ).answer

    assert answer.facets[Facet.KIND] == {"suggestion": 1, "campaign": 1}
    assert answer.facets[Facet.YEAR] == {"2026": 1, "2025": 1}


@pytest.mark.parametrize("value", ["不存在", "%", "_", "a|b", "'; DROP TABLE x", "\\", "*"])
def test_facet_values_that_do_not_exist_find_nothing(store, rows, value):
    store(item(1, "停车", facets={"topic": ("a",)}))

    assert rows("停车", filters={Facet.TOPIC: (value,)}) == []


@pytest.mark.parametrize("sort", Sort)
def test_pages_show_every_row_once_also_where_all_are_equal(store, rows, sort):
    store(*(item(row, "停车难") for row in range(1, 48)))

    pages = [rows("停车难", page=page, size=20, sort=sort) for page in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [20, 20, 7, 0]
    assert sorted(row for page in pages for row in page) == list(range(1, 48))


def test_a_page_beyond_the_deepest_asks_no_engine(store, engine):
    store(item(1, "停车"))
    question = Question(words=parse("停车"), page=DEEPEST)

    found = find(engine, Index.PUBLIC, question)

    assert question.is_too_deep
    assert found.answer.hits == ()


@pytest.mark.parametrize(
    "query",
    [
        "停车" * 5000,
        "x" * 10_000,
        "a b " * 2500,
        '"' * 99,
        '"停车',
        "停车 AND (噪音 OR",
        "title:停车~2 ^5 [a TO b] {!x} /re/ *",
        "' OR 1=1 --",
        "停车😀🎉",
        "\u202e停车\u202c",
        "مواقف السيارات",
        "停\x00车\x1b",
        "\ud800停车",
        "NEAR(停车, 2)",
        "-停车 -噪音",
        "停车 | 噪音 & !难 <-> :*",
        "\\",
        "%_",
    ],
)
def test_whatever_is_typed_gets_an_answer(store, engine, query):
    store(item(1, "停车难"))

    answer = find(engine, Index.PUBLIC, Question(words=parse(query), facets=tuple(Facet))).answer

    assert answer.total in (0, 1)


def test_a_newer_version_stays_when_an_older_one_comes_late(store, rows):
    store(item(1, "停车难", version=5))
    store(item(1, "旧标题", version=4))

    assert rows("停车难") == [1]
    assert rows("旧标题") == []


def test_storing_the_same_version_again_takes_its_place(store, rows):
    store(item(1, "停车难"))
    store(item(1, "电梯"))

    assert (rows("停车难"), rows("电梯")) == ([], [1])


def test_an_item_that_cannot_be_stored_does_not_keep_the_others(store, rows):
    errors = store(item(1, "停车难"), item(2, "停车难", prior="many"), item(3, "停车难"))

    assert list(errors) == [Key(Kind.SUGGESTION, 2)]
    assert sorted(rows("停车难")) == [1, 3]


def test_the_staff_index_is_asked_with_a_scope_only():
    with pytest.raises(ValueError, match="scope"):
        Plan(Index.STAFF)


def test_the_public_index_takes_no_scope():
    with pytest.raises(ValueError, match="scope"):
        Plan(Index.PUBLIC, within=EVERYTHING)


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(paths=()), []),
        (Scope(paths=("0001",)), [1, 2]),
        (Scope(paths=("00010002",)), [2]),
        (Scope(paths=("00010002", "0003")), [2, 3]),
        (Scope(paths=("*", "0009")), [4]),
        (EVERYTHING, [1, 2, 3, 4]),
    ],
)
def test_staff_find_what_their_units_reach_and_nothing_else(store, engine, scope, found):
    units = {1: ("0001",), 2: ("00010002",), 3: ("0003",), 4: ("*",)}
    store(*(item(row, "停车", units=paths) for row, paths in units.items()), index=Index.STAFF)

    answer = find(engine, Index.STAFF, Question(words=parse("停车")), within=scope).answer

    assert sorted(hit.key.row for hit in answer.hits) == found
    assert answer.total == len(found)


def test_the_indexes_are_apart(store, engine):
    store(item(1, "停车"), index=Index.STAFF)

    assert find(engine, Index.PUBLIC, Question(words=parse("停车"))).answer.total == 0
