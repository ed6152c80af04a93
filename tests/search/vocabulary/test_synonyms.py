"""Synonyms: who asks for one of the words finds all of them, from the next search on."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.organisation.membership import Role
from search.finding import Question, find
from search.items import Index
from search.queries.words import Clause, parse
from search.vocabulary.expanding import expanded
from search.vocabulary.known import vocabulary
from search.vocabulary.synonyms import SynonymGroup, synonyms_of
from tests.factories import SuggestionFactory, UnitFactory, UserFactory, staff
from tests.search.conftest import item

PARKING = synonyms_of(["停车难 = 停车位不足"])


@pytest.fixture
def rows(engine):
    """The rows found with the synonyms of `groups`, best first."""

    def rows(query, *groups):
        words = expanded(parse(query), synonyms_of(groups))
        found = find(engine, Index.PUBLIC, Question(words=words))
        return [hit.key.row for hit in found.answer.hits]

    return rows


def test_a_word_finds_what_holds_the_other_one(store, rows):
    store(item(1, "停车位不足"), item(2, "停车难"), item(3, "公园长椅"))

    assert sorted(rows("停车难", "停车难 = 停车位不足")) == [1, 2]
    assert sorted(rows("停车位不足", "停车难 = 停车位不足")) == [1, 2]


def test_the_rest_of_the_query_must_be_there_as_well(store, rows):
    store(*(item(row, "学校停车位不足") for row in range(10)), item(10, "医院停车位不足"))

    assert sorted(rows("学校停车难", "停车难 = 停车位不足")) == list(range(10))


def test_an_alternative_of_one_pair_or_of_latin_is_found(store, rows):
    store(item(1, "泊车"), item(2, "公共WIFI"), item(3, "长椅"))

    assert rows("停车", "停车 = 泊车") == [1]
    assert rows("无线网", "无线网 = WiFi") == [2]


def test_an_alternative_stands_together(store, rows):
    store(item(1, "停车位不足"), *(item(row, "不足的停车位置") for row in range(2, 4)))

    assert rows("停车难", "停车难 = 停车位不足")[0] == 1


def test_what_stands_in_quotes_is_meant_as_it_stands(store, rows):
    store(item(1, "停车位不足"), item(2, "停车难"))

    assert rows('"停车难"', "停车难 = 停车位不足")[0] == 2
    assert expanded(parse('"停车难"'), PARKING) == parse('"停车难"')


def test_without_a_known_word_the_plan_is_the_very_same():
    words = parse("加装 电梯")

    assert expanded(words, PARKING) is words


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("停车难", ["停车难"]),
        ("小区停车难怎么办", ["小区", "停车难", "怎么办"]),
        ("停车难，停车难", ["停车难", "停车难"]),
        ("晚上 停车位不足", ["晚上", "停车位不足"]),
    ],
)
def test_a_known_word_is_taken_out_of_its_surroundings(query, texts):
    words = expanded(parse(query), PARKING)

    assert [clause.text for clause in words.wanted] == texts
    assert any(clause.alternatives for clause in words.wanted)


def test_the_longest_known_word_counts():
    synonyms = synonyms_of(["停车 = 泊车", "停车难 = 停车位不足"])

    assert expanded(parse("停车难"), synonyms).wanted == (
        Clause("停车难", alternatives=("停车位不足",)),
    )


def test_a_latin_word_is_not_cut():
    synonyms = synonyms_of(["app = 手机应用"])

    assert expanded(parse("apple"), synonyms).wanted == (Clause("apple"),)
    assert expanded(parse("政务APP"), synonyms).wanted == (
        Clause("政务"),
        Clause("app", alternatives=("手机应用",)),
    )


def test_words_of_several_groups_are_joined():
    synonyms = synonyms_of(["停车难 = 停车位不足", "停车难 = 泊车难"])

    assert set(synonyms["停车难"]) == {"停车位不足", "泊车难"}
    assert synonyms["泊车难"] == ("停车难",)


@pytest.mark.parametrize(
    "text", ["停车难=停车位不足", "停车难、停车位不足", " 停车难 ＝ 停车位不足 "]
)
def test_a_group_is_kept_in_one_form(text):
    group = SynonymGroup(words=text)
    group.clean()

    assert group.words == "停车难 = 停车位不足"


@pytest.mark.parametrize(
    "text",
    [
        "停车难",
        "停车难 = 停车难",
        "=",
        "停车难 = ，",
        "停" * 31 + " = 泊",
        "、".join("停" * 28 + str(n) for n in range(10)),
    ],
)
def test_what_is_no_group_is_refused(text):
    with pytest.raises(ValidationError):
        SynonymGroup(words=text).clean()


def test_the_page_uses_a_synonym_at_once_and_marks_it(client, engine, follow, committed):
    SuggestionFactory(published=True, title="小区停车位不足", problem="晚上回来没有地方停。")
    follow()
    search = {"q": "停车难"}
    assert "<mark>停车位不足</mark>" not in client.get(reverse("search:search"), search).text

    with committed():
        SynonymGroup.objects.create(words="停车难 = 停车位不足")

    assert "小区<mark>停车位不足</mark>" in client.get(reverse("search:search"), search).text


def test_the_staff_search_uses_them_too(client, engine, follow):
    SynonymGroup.objects.create(words="停车难 = 停车位不足")
    unit = UnitFactory()
    SuggestionFactory(unit=unit, title="小区停车位不足")
    follow()
    client.force_login(staff(Role.HANDLER, unit=unit))

    assert "<mark>停车位不足</mark>" in client.get(reverse("staff_search"), {"q": "停车难"}).text


def test_a_deleted_synonym_is_gone_at_once(committed):
    with committed():
        group = SynonymGroup.objects.create(words="停车难 = 停车位不足")
    assert vocabulary().synonyms

    with committed():
        group.delete()

    assert not vocabulary().synonyms


def test_a_process_reads_the_vocabulary_once(db, django_assert_num_queries):
    vocabulary()

    with django_assert_num_queries(1):
        vocabulary()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_editors_keep_synonyms_and_leave_a_history(client, db, role):
    client.force_login(staff(role, unit=UnitFactory()))

    client.post(reverse("synonyms:add"), {"words": "停车难、停车位不足"})

    group = SynonymGroup.objects.get()
    assert group.words == "停车难 = 停车位不足"
    history = client.get(reverse("synonyms:history", args=[group.pk])).text
    assert history.count("<tr") > 1


def test_the_link_of_the_report_fills_in_the_word(client, db):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    assert 'value="停车难"' in client.get(reverse("synonyms:add"), {"words": "停车难"}).text


@pytest.mark.parametrize(
    ("role", "is_shown"), [(Role.EDITOR, True), (Role.PUBLISHER, True), (Role.HANDLER, False)]
)
def test_only_editors_have_the_screens_in_their_menu(client, db, role, is_shown):
    client.force_login(staff(role, unit=UnitFactory()))

    html = client.get(reverse("wagtailadmin_home")).text

    assert (reverse("synonyms:index") in html) == is_shown
    assert (reverse("picks:index") in html) == is_shown
    assert (reverse("asked_queries") in html) == is_shown
