"""Whatever somebody types or asks of an address: an answer or a clear message, never an error."""

import json
from urllib.parse import quote_from_bytes

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from tests.factories import CampaignFactory, SuggestionFactory, TopicFactory, staff

TEXTS = {
    "nothing": "",
    "blanks": " \t\u3000\n",
    "punctuation": "，。！？；：“”（）…—",
    "ascii punctuation": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "one character": "停",
    "one letter": "a",
    "one digit": "7",
    "very long": "停车难" * 3_334,
    "very long without a blank": "a" * 10_000,
    "very many words": "停 " * 5_000,
    "very long digits": "9" * 10_000,
    "very many quotes": '"' * 10_000,
    "unbalanced quotes": '"停车 “难',
    "crossed quotes": '"停车“难"”',
    "empty quotes": '"" “” 停车',
    "only exclusions": "-停车 -难",
    "a minus alone": "- 停车",
    "emoji": "😀停车👨‍👩‍👧‍👦",
    "emoji alone": "🅿️",
    "right to left": "\u202eנגישות وقوف السيارات\u202c 停车",
    "combining marks": "z̸̛͎a̷l̴g̵o" + "\u0301" * 500,
    "zero width": "停\u200b车\ufeff难",
    "lucene": "title:(停车 AND [a TO *]) OR _exists_:body^99 ~2 /re.*/",
    "lucene operators": '+停车 -难 && || ! ( ) { } [ ] ^ " ~ * ? : \\ /',
    "lucene wildcards": "停* *难 ?",
    "fts5": "停车 NEAR/2 难* OR bigrams : x ^ NOT",
    "tsquery": "停车 <-> 难 & ! | ':*'",
    "sql": "'; DROP TABLE search_public_item; --",
    "like": "%_\\%",
    "markup": "<script>alert(1)</script>",
    "template": "{{ settings.SECRET_KEY }} {% debug %}",
    "nul": "停\x00车",
    "controls": "\x01\x02\x07停\x1b[31m车\x1f\x7f\x85",
    "separators": "停\u2028车\u2029难\x1f",
    "lone surrogate": "停\ud800车\udfff",
    "beyond the basic plane": "𠮷𡈽\U0010ffff",
    "compatibility forms": "㈱ﬁ①Ⅳ㎡",
    "law": "第" + "九" * 500 + "条",
    "law of no number": "信访工作条例第〇条之〇",
    "percent": "100%25%",
}
"""What is typed, by what is odd about it."""

ADDRESSES = [
    {"page": "10000"},
    {"page": "0"},
    {"page": "-1"},
    {"page": "1e9"},
    {"page": "二"},
    {"page": "٣"},
    {"page": "9" * 400},
    {"sort": "nonsense"},
    {"sort": "support"},
    {"kind": "nonsense"},
    {"kind": ["suggestion", "nonsense"]},
    {"topic": "no-such-topic"},
    {"campaign": "\x00"},
    {"unit": "|"},
    {"unit": "%"},
    {"year": "99999"},
    {"year": "二〇二六"},
    {"state": "'"},
    {"area": "x" * 5000},
    {"topic": [str(number) for number in range(500)]},
    {"campaign": "停\ud800"},
    {"nonsense": "1", "q[]": "2"},
]


@pytest.fixture
def content(engine, follow):
    """Something to find, so that every part of a page is drawn."""
    campaign = CampaignFactory(title="停车大家谈")
    topic = TopicFactory(name="停车管理")
    unit = campaign.organiser
    SuggestionFactory(published=True, campaign=campaign, topic=topic, title="小区停车难 a 7")
    follow()
    return unit


def query(**values):
    """A query string that holds even what no text may hold, as a browser would send it."""
    pairs = [
        (name, one)
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    return "&".join(
        f"{name}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in pairs
    )


def faults_of(answers, is_right):
    """The names of the answers that are wrong; one engine is made ready for all of them."""
    return {name: answer.status_code for name, answer in answers.items() if not is_right(answer)}


def is_page(answer):
    """A whole page, made by a search that answered, with nothing of the query as markup."""
    return (
        answer.status_code == 200
        and "is_down" not in answer.context
        and "<main" in answer.text
        and "<script>alert" not in answer.text
    )


def test_the_search_page_answers(client, content):
    address = reverse("search:search")
    answers = {name: client.get(f"{address}?{query(q=text)}") for name, text in TEXTS.items()}

    assert faults_of(answers, is_page) == {}


def test_completion_answers(client, content):
    address = reverse("search:complete")
    answers = {name: client.get(f"{address}?{query(q=text)}") for name, text in TEXTS.items()}

    def is_right(answer):
        return answer.status_code == 200 and len(json.loads(answer.content)["options"]) <= 8

    assert faults_of(answers, is_right) == {}


def test_similar_suggestions_answer(client, content):
    address = reverse("search:similar")
    answers = {
        name: client.get(f"{address}?{query(title=text, problem=text, proposal=text)}")
        for name, text in TEXTS.items()
    }

    assert faults_of(answers, lambda answer: answer.status_code == 200) == {}


def test_the_staff_search_answers(client, content):
    client.force_login(staff(Role.HANDLER, unit=content))
    address = reverse("staff_search")
    answers = {name: client.get(f"{address}?{query(q=text)}") for name, text in TEXTS.items()}

    assert faults_of(answers, is_page) == {}


@pytest.mark.parametrize("text", ["停车", "", "无此词语"])
def test_the_search_page_answers_whatever_is_chosen(client, content, text):
    address = reverse("search:search")
    answers = {
        str(chosen): client.get(f"{address}?{query(q=text, **chosen)}") for chosen in ADDRESSES
    }

    assert faults_of(answers, is_page) == {}


def test_the_staff_search_answers_whatever_is_chosen(client, content):
    client.force_login(staff(Role.HANDLER, unit=content))
    address = reverse("staff_search")
    answers = {
        str(chosen): client.get(f"{address}?{query(q='停车', **chosen)}") for chosen in ADDRESSES
    }

    assert faults_of(answers, is_page) == {}


@pytest.mark.parametrize("text", ["，。！？", "-停车", "😀"])
def test_a_query_without_a_word_gets_a_clear_message(client, content, text):
    response = client.get(reverse("search:search"), {"q": text})

    assert "搜索内容里没有文字" in response.text
    assert "found" not in response.context


def test_a_very_long_query_says_that_it_was_shortened(client, content):
    response = client.get(reverse("search:search"), {"q": "停车难" * 3_334})

    assert response.context["question"].words.shortened


def test_page_ten_thousand_says_what_to_do(client, content):
    response = client.get(reverse("search:search"), {"q": "停车", "page": "10000"})

    assert response.context["question"].is_too_deep
    assert response.context["results"] == []
