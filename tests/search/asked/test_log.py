"""The log of queries: counts per day, nobody in it, and never at the cost of a page."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from search.asked.log import SHOWN_FROM, AskedQuery, count_query, forget_queries
from search.asked.privacy import may_tell_who
from search.tasks import forget_asked
from suggestions.intake.receipts import new_receipt, tracking_code
from tests.factories import SuggestionFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def ask(query, times=SHOWN_FROM, *, results=0, on=DAY):
    for _number in range(times):
        assert count_query(query, results=results, on=on)


def shown(first=DAY - timedelta(days=29), last=DAY):
    rows = AskedQuery.objects.between(first, last).frequent()
    return [(row["query"], row["asked"], row["found"]) for row in rows]


def test_a_query_is_one_row_a_day_with_its_last_number_of_results():
    ask("停车难", 2, results=0)
    ask("停车难", 1, results=7)
    ask("停车难", 1, results=8, on=DAY + timedelta(days=1))

    assert list(AskedQuery.objects.values_list("day", "times", "results").order_by("day")) == [
        (DAY, 3, 7),
        (DAY + timedelta(days=1), 1, 8),
    ]


def test_a_row_holds_nothing_of_a_person():
    names = {field.name for field in AskedQuery._meta.get_fields()}

    assert names == {"id", "day", "query", "times", "results"}


def test_a_rare_query_is_shown_to_nobody():
    ask("停车难", SHOWN_FROM)
    ask("王小明的电话", SHOWN_FROM - 1)

    assert shown() == [("停车难", SHOWN_FROM, 0)]


def test_occurrences_of_a_period_count_together_and_others_not():
    ask("停车难", SHOWN_FROM - 1)
    ask("停车难", 1, on=DAY - timedelta(days=29))
    ask("路灯", 1)
    ask("路灯", SHOWN_FROM - 1, on=DAY - timedelta(days=30))

    assert shown() == [("停车难", SHOWN_FROM, 0)]


@pytest.mark.parametrize(
    "query",
    [
        "13812345678",
        "138 1234 5678",
        "电话138-1234-5678",
        "一三八一二三四五六七八",
        "0512-6283 1234",
        "32050119800101123x",
        "somebody@example.org",
        "某某＠example.org",
        "20261122-4827316-5",
        "我的 20261122 4827316 5",
        "7k2m-q4xp-9trd",
        "7k2mq4xp9trd",
        "苏e12345",
        "沪ad12345",
        "锦绣园3栋2单元501室",
        "三号楼",
        "我" * 31,
    ],
)
def test_what_may_tell_who_somebody_is_is_never_written_down(query):
    assert may_tell_who(query)
    assert not count_query(query, results=1, on=DAY)
    assert not AskedQuery.objects.exists()


def test_every_receipt_number_is_recognised():
    receipts = [new_receipt(DAY) for _number in range(100)]

    assert [receipt for receipt in receipts if not may_tell_who(receipt)] == []


def test_every_tracking_code_is_recognised():
    codes = [tracking_code(uuid4()) for _number in range(500)]
    forms = [form for code in codes for form in (code, code.replace("-", ""), code.lower())]

    assert [form for form in forms if not may_tell_who(form)] == []


@pytest.mark.parametrize(
    "query",
    [
        "停车难",
        "加装电梯",
        "5g网络",
        "信访工作条例第二十二条",
        "2026年规划",
        "wifi",
        "第22条",
        "b超",
    ],
)
def test_ordinary_queries_are_counted(query):
    assert not may_tell_who(query)


def test_old_and_rare_entries_are_deleted():
    ask("停车难", SHOWN_FROM, on=DAY - timedelta(days=40))
    ask("rare", 1, on=DAY - timedelta(days=40))
    ask("fresh", 1, on=DAY)
    ask("old", 9, on=DAY - timedelta(days=400))

    assert forget_queries(on=DAY) == 2
    assert set(AskedQuery.objects.values_list("query", flat=True)) == {"停车难", "fresh"}


def test_the_task_may_run_twice():
    ask("old", 9, on=timezone.localdate() - timedelta(days=400))

    forget_asked()
    forget_asked()

    assert not AskedQuery.objects.exists()


def test_a_database_that_cannot_write_costs_a_count_and_no_page(client, engine, monkeypatch):
    def refuse(execute, sql, parameters, many, context):
        if "INSERT INTO search_askedquery" in sql:
            raise DatabaseError("locked")
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(refuse):
        response = client.get(reverse("search:search"), {"q": "停车难"})

    assert response.status_code == 200
    assert "found" in response.context
    assert not AskedQuery.objects.exists()


def test_a_search_is_counted_once_with_what_holds_all_its_words(client, engine, follow):
    SuggestionFactory(published=True, title="小区停车难")
    follow()

    for address in (
        {"q": "停车 难"},
        {"q": "停车 难", "page": "2"},
        {"q": "停车 难", "sort": "newest"},
        {"q": "停车 难", "kind": "suggestion"},
    ):
        client.get(reverse("search:search"), address)
    client.head(reverse("search:search"), {"q": "停车 难"})

    row = AskedQuery.objects.get()
    assert (row.query, row.times, row.results) == ("停车 难", 1, 1)
    assert row.day == timezone.localdate()


def test_completion_similar_and_staff_search_write_nothing_down(client, engine):
    client.get(reverse("search:complete"), {"q": "停车难"})
    client.get(reverse("search:similar"), {"title": "停车难"})
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    client.get(reverse("staff_search"), {"q": "停车难"})

    assert not AskedQuery.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_editors_read_what_is_asked_and_what_finds_nothing(client, role):
    today = timezone.localdate()
    ask("停车难", 5, results=9, on=today)
    ask("听车难", 4, results=0, on=today)
    ask("王小明", 1, on=today)
    client.force_login(staff(role, unit=UnitFactory()))

    response = client.get(reverse("asked_queries"))

    assert [row["query"] for row in response.context["frequent"]] == ["停车难", "听车难"]
    assert [row["query"] for row in response.context["vain"]] == ["听车难"]
    assert "王小明" not in response.text
    assert f"{reverse('synonyms:add')}?words=%E5%90%AC%E8%BD%A6%E9%9A%BE" in response.text
    assert f"{reverse('picks:add')}?queries=%E5%90%AC%E8%BD%A6%E9%9A%BE" in response.text


def test_an_unknown_period_is_the_usual_one(client):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))

    assert client.get(reverse("asked_queries"), {"days": "9" * 50}).context["days"] == 30


def test_the_report_asks_the_database_a_few_times_only(client, django_assert_max_num_queries):
    today = timezone.localdate()
    for number in range(30):
        ask(f"query {chr(97 + number % 26)}{number}", on=today)
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    client.get(reverse("asked_queries"))

    with django_assert_max_num_queries(20):
        client.get(reverse("asked_queries"))


@pytest.mark.parametrize("query", ["zhangsan@example.com", "li-wei＠example.org"])
def test_an_address_typed_into_the_page_is_not_written_down(client, engine, query):
    client.get(reverse("search:search"), {"q": query})

    assert not AskedQuery.objects.exists()
