"""Did you mean: another spelling for a query that finds little, and none for one that finds."""

import pytest
from django.urls import reverse

from search.finding import Question, find
from search.items import Index
from search.queries.words import parse
from search.spelling.hinting import hint
from search.spelling.likeness import closeness, spelling
from search.vocabulary.known import vocabulary
from search.vocabulary.synonyms import SynonymGroup
from tests.factories import CampaignFactory, SuggestionFactory, TopicFactory
from tests.search.conftest import item


@pytest.fixture
def meant(engine):
    """The query that is offered for another one."""

    def meant(query):
        words = parse(query)
        found = find(engine, Index.PUBLIC, Question(words=words))
        return hint(engine, words, exact=found.exact, known=vocabulary())

    return meant


@pytest.fixture
def titles(store):
    store(
        item(1, "老旧小区停车难怎么解决"),
        item(2, "医院门口停车难"),
        item(3, "加装电梯"),
        item(4, "长椅与路灯"),
    )


def test_what_was_quoted_and_excluded_stays_so(titles, meant):
    assert meant('听车难 "小区" -医院') == '停车难 "小区" -医院'


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("听车难", "停车难"),  # the same sound
        ("停东难", "停车难"),  # another character
        ("停车男", "停车难"),
        ("tingchenan", "停车难"),  # forgot to switch to Chinese
        ("tcn", "停车难"),
        ("jiazhuangdianti", "加装电梯"),
        ("佳装电梯", "加装电梯"),
        ("加装典梯", "加装电梯"),
        ("陈车难", ""),  # too far away
        ("量子计算", ""),
        ("小区听车难", "小区停车难"),
    ],
)
def test_what_is_likely_meant_is_offered(titles, meant, query, expected):
    assert meant(query) == expected


def test_only_the_misspelled_word_is_changed(titles, meant):
    assert meant("医院 听车难") == "医院 停车难"


@pytest.mark.parametrize("query", ["停车难", "电梯", '"听车难"', "停" * 30, "车", "123", "，"])
def test_there_is_no_hint_where_none_is_needed_or_possible(titles, meant, query):
    assert meant(query) == ""


def test_a_rare_word_gives_way_to_a_much_more_frequent_one_only(store, meant):
    store(item(1, "听车难"), *(item(row, "停车难") for row in range(2, 4)))
    assert meant("听车难") == ""

    store(*(item(row, "停车难") for row in range(4, 8)))

    assert meant("听车难") == "停车难"


def test_a_topic_is_offered_if_anything_is_found_with_it(store, meant):
    TopicFactory(name="垃圾分类")
    assert meant("拉圾分类") == ""

    store(item(1, "请把桶放近一点", keywords="垃圾分类"))

    assert meant("拉圾分类") == "垃圾分类"


def test_an_editors_word_is_offered_if_its_synonym_finds_something(store, meant):
    SynonymGroup.objects.create(words="电动车 = 电瓶车")
    store(item(1, "电动车充电"))

    assert meant("电瓶扯") == "电瓶车"


def test_sounds_that_many_do_not_tell_apart_are_close():
    assert closeness(spelling("政务"), spelling("赠物")) > closeness(
        spelling("政务"), spelling("政治")
    )


def test_the_page_offers_it_as_a_link(client, engine, follow):
    SuggestionFactory(published=True, title="停车难")
    follow()

    html = client.get(reverse("search:search"), {"q": "听车难"}).text

    assert 'href="?q=%E5%81%9C%E8%BD%A6%E9%9A%BE"><strong>停车难</strong>' in html


def test_the_page_offers_none_while_a_choice_narrows_the_results(client, engine, follow):
    campaign = CampaignFactory()
    SuggestionFactory(published=True, campaign=campaign, title="停车难")
    follow()

    response = client.get(reverse("search:search"), {"q": "听车难", "campaign": campaign.slug})

    assert response.context["meant"] == ""
