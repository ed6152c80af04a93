"""Completion: what is offered for the beginning of a query, on both engines."""

import json

import pytest
from django.urls import reverse

from portal.regulations.importing import import_text
from portal.regulations.pages import RegulationPage
from search.completion.completing import OptionKind, complete
from search.completion.keys import item_keys, keys, starts, typed
from search.items import Index, Kind
from suggestions.models import Suggestion
from tests.factories import CampaignFactory, SuggestionFactory, TopicFactory, home_page
from tests.search.conftest import item


def labels(text, kind=None):
    return [option.label for option in complete(text) if kind in (None, option.kind)]


@pytest.fixture
def suggest(engine, follow):
    """Publish suggestions with these titles; the rows."""

    def suggest(*titles):
        campaign = CampaignFactory(title="征集")
        rows = [
            SuggestionFactory(published=True, campaign=campaign, title=title) for title in titles
        ]
        follow()
        return rows

    return suggest


@pytest.mark.parametrize("text", ["停", "停车", "tcn", "tingche", "TingCheN", "ting che", "ＴＣＮ"])
def test_characters_pinyin_and_initials_lead_to_the_word(suggest, text):
    suggest("老旧小区停车难怎么解决", "公园里的长椅")

    assert "停车难" in labels(text)
    assert "公园里的长椅" not in labels(text)


def test_words_come_before_whole_titles_and_the_frequent_ones_first(suggest):
    suggest("停车场太少", "停车难", "小区停车难", "医院停车难怎么办")

    offered = complete("tc")

    assert offered[0].label == "停车难"
    kinds = [option.kind for option in offered]
    assert kinds == sorted(kinds, key=[OptionKind.WORD, OptionKind.TITLE].index)


def test_topics_and_laws_come_first(suggest):
    TopicFactory(name="停车管理")
    home_page()
    import_text("# 停车场管理条例\n第一条 停车场应当开放。", "停车场管理条例", by=None)
    suggest("停车难")

    assert labels("tc")[:3] == ["停车管理", "停车场管理条例", "停车难"]


@pytest.mark.parametrize("text", ["民诉", "msf", "minshi", "中华人民共和国民事"])
def test_a_law_is_offered_by_its_short_and_its_full_name(engine, text):
    home_page()
    import_text("# 中华人民共和国民事诉讼法\n第一条 甲。", "中华人民共和国民事诉讼法", by=None)

    assert labels(text, OptionKind.LAW) == ["民事诉讼法"]


def test_a_law_that_is_taken_off_the_site_is_no_longer_offered(engine, committed):
    home_page()
    with committed():
        import_text("# 停车场管理条例\n第一条 甲。", "停车场管理条例", by=None)
    assert labels("停车场")

    with committed():
        RegulationPage.objects.get().unpublish()

    assert labels("停车场") == []


def test_a_new_topic_is_offered_at_once_and_a_renamed_one_by_its_name(engine, committed):
    assert labels("tc") == []
    with committed():
        topic = TopicFactory(name="停车")
    assert labels("tc") == ["停车"]

    with committed():
        topic.name = "泊车"
        topic.save()

    assert labels("tc") == []
    assert labels("bc") == ["泊车"]


def test_what_leaves_the_public_index_leaves_completion(suggest, engine, follow):
    (row,) = suggest("停车难")
    assert engine.completions("tcn", size=5)

    row.public_since = None
    row.save()
    follow()

    assert engine.completions("tcn", size=5) == []
    assert labels("tcn") == []


def test_what_was_hidden_a_moment_ago_is_not_offered_though_the_index_has_it(suggest, engine):
    (row,) = suggest("停车难")
    Suggestion.objects.filter(pk=row.pk).update(public_since=None)

    assert engine.completions("tcn", size=5)
    assert labels("tcn") == []


def test_a_changed_title_is_offered_by_its_new_words_only(suggest, engine, follow):
    (row,) = suggest("停车难")
    row.title = "加装电梯"
    row.save()
    follow()

    assert labels("tcn") == []
    assert "加装电梯" in labels("jz")


def test_unpublished_suggestions_are_never_offered(engine, follow):
    SuggestionFactory(title="停车难")
    follow()

    assert labels("tcn") == []


def test_a_late_older_version_does_not_bring_a_title_back(store, engine):
    store(item(1, "加装电梯", version=2))
    store(item(1, "停车难", version=1))

    assert engine.completions("tcn", size=5) == []
    assert [one.title for one in engine.completions("jzdt", size=5)] == ["加装电梯"]


def test_a_rebuild_keeps_completions(suggest, engine, rebuild):
    suggest("停车难")

    rebuild()

    assert [one.title for one in engine.completions("tcn", size=5)] == ["停车难"]


def test_nothing_of_the_staff_index_is_offered(store, engine):
    store(item(1, "停车难"), index=Index.STAFF)

    assert engine.completions("tcn", size=5) == []


def test_calls_golden_ideas_and_supported_titles_come_first(store, engine):
    store(
        item(1, "停车甲"),
        item(2, "停车乙", popularity=50),
        item(3, "停车丙", kind=Kind.GOLDEN_IDEA),
        item(4, "停车丁", kind=Kind.CAMPAIGN),
        item(5, "停车戊", popularity=3),
    )

    assert [one.key.row for one in engine.completions("停车", size=5)] == [4, 3, 2, 5, 1]


def test_articles_and_hotline_results_are_not_offered_by_title():
    assert item_keys(item(1, "停车难", kind=Kind.ARTICLE)) == []
    assert item_keys(item(1, "停车难", kind=Kind.HOTLINE)) == []


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("重庆路", {"cql", "chongqinglu"}),
        ("行道树", {"xds", "xingdaoshu"}),
        ("5G网络", {"5g网络", "5wl", "5gwangluo"}),
        ("乐", {"le", "yue"}),
    ],
)
def test_keys_hold_the_readings_people_may_mean(title, wanted):
    assert wanted <= set(keys(starts(title)))


def test_what_is_typed_is_normalised_like_the_keys():
    assert typed(" Ｔc\u200b N-停 车") == "tcn停车"


@pytest.mark.parametrize("text", ["", "  ", "，。", "😀", "\x00", "%", "_", "\\", "'"])
def test_what_holds_no_word_is_completed_by_nothing(suggest, text):
    suggest("停车难")

    assert complete(text) == []


def test_the_answer_is_the_same_for_everybody_and_may_be_kept(client, suggest):
    suggest("停车难", "小区停车难")

    response = client.get(reverse("search:complete"), {"q": "tcn"})

    assert json.loads(response.content)["options"][0] == {"label": "停车难", "kind": "word"}
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_without_an_engine_topics_are_offered(client, db, settings):
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    TopicFactory(name="停车管理")

    assert labels("tc") == ["停车管理"]


def test_the_number_of_queries_is_small_and_fixed(client, suggest, django_assert_max_num_queries):
    suggest(*(f"停车难{number}" for number in range(60)))
    complete("x")  # the vocabulary is read now

    with django_assert_max_num_queries(3):
        complete("tcn")
