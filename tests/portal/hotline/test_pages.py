"""What visitors and editors see of the hotline's results."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from portal.hotline.importing import hotline_index, import_rows
from portal.hotline.pages import PER_PAGE, HotlineResultPage
from portal.hotline.rows import TopicFigure
from portal.spreadsheets.rows import Row
from tests.factories import UserFactory, home_page
from tests.portal.hotline.tables import MONTH, as_rows, topic, total, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def home():
    return home_page()


def imported(table=MONTH):
    report = import_rows(as_rows(table), by=None, on=TODAY)
    assert report.errors == []
    return HotlineResultPage.objects.order_by("-starts_on").first()


def shown(client, page, **query):
    return client.get(page.url, query).content.decode()


def many(months, topics=2):
    table = []
    for month in range(months):
        period = f"{2024 + month // 12}年{month % 12 + 1}月"
        table.append(total(period, calls=10 * topics * (month + 1), ratings=10))
        table += [topic(f"主题{n}", 10 * (month + 1), period) for n in range(topics)]
        table += [unit(f"单位{n}", 10, period) for n in range(topics)]
    return imported(table)


def test_the_figures_stand_in_tables(client):
    html = shown(client, imported())

    for text in ("95.3", "3.5", "92.1", "停车", "60.0%", "东街道"):
        assert text in html


def test_each_chart_has_a_name_a_description_and_a_table(client):
    html = shown(client, many(3))

    for chart in ("topics", "trend"):
        assert f'aria-labelledby="{chart}-title {chart}-text"' in html
        assert f'<title id="{chart}-title">' in html
        assert f'<desc id="{chart}-text">' in html
    assert html.count("<table") == 3


def test_nothing_inline_is_in_the_page(client):
    html = shown(client, many(3))

    assert not any(mark in html for mark in (" style=", "<style", " onclick=", "<script>"))


def test_the_trend_shows_twelve_months_and_leaves_gaps(client):
    imported([total("2025年11月"), total("2026年1月", calls=300), total("2026年10月", calls=200)])
    page = HotlineResultPage.objects.get(slug="2026-10")

    context = client.get(page.url).context

    assert [month.starts_on for month in context["trend_months"]][:3] == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]
    assert [mark.value for mark in context["trend"].marks] == [100, None, 300] + [None] * 8 + [200]
    assert len(context["trend"].lines) == 3


def test_a_year_shows_its_own_months(client):
    imported([total("2025年3月"), total("2025年4月"), total("2026年1月"), total("2025年")])
    page = HotlineResultPage.objects.get(slug="2025")

    context = client.get(page.url).context

    assert context["trend_months"][0].starts_on == date(2025, 1, 1)
    assert sum(month.page is not None for month in context["trend_months"]) == 2


def test_a_single_month_shows_no_trend(client):
    assert client.get(imported().url).context["trend_months"] == []


def test_unpublished_months_are_not_in_the_trend(client):
    imported([total("2025年12月"), total("2026年1月"), total("2026年2月")])
    HotlineResultPage.objects.get(slug="2026-01").unpublish()
    page = HotlineResultPage.objects.get(slug="2026-02")

    months = client.get(page.url).context["trend_months"]

    assert [month.starts_on.month for month in months if month.page] == [12, 2]


def test_the_rest_comes_last_whatever_its_size(client):
    page = imported([total(), topic("其他", 60), topic("停车", 10), topic("噪音", 30)])

    assert [row.name for row in client.get(page.url).context["topics"]] == ["噪音", "停车", "其他"]


def test_a_month_without_any_call_is_shown(client):
    page = imported([total(calls=0, share="", ratings=""), topic("停车", 0)])

    assert client.get(page.url).context["topics"][0].share == 0


def test_names_are_shown_and_not_run(client):
    page = imported([total(), topic("<script>alert(1)</script>", 100)])

    assert "<script>alert" not in shown(client, page)


def test_the_download_can_be_imported_again_and_changes_nothing(client):
    page = imported()

    text = client.get(f"{page.url}figures/").content.decode("utf-8-sig")
    rows = [Row(n, cells) for n, cells in enumerate(csv.DictReader(StringIO(text)), 2)]
    report = import_rows(rows, by=None, on=TODAY)

    assert ([period.slug for period in report.unchanged], report.errors) == (["2026-01"], [])


def test_the_download_runs_no_formula(client):
    page = imported()
    row = page.topic_figures.first()
    row.name = "=cmd()"
    row.save()

    text = client.get(f"{page.url}figures/").content.decode("utf-8-sig")

    assert "'=cmd()" in text
    assert ",=cmd()" not in text


def test_the_download_of_an_unpublished_page_is_not_to_be_had(client):
    page = imported()
    url = page.url
    page.unpublish()

    assert client.get(f"{url}figures/").status_code == 404


def test_queries_do_not_grow_with_rows_and_months(client, django_assert_max_num_queries):
    few = imported()
    client.get(few.url)
    with django_assert_max_num_queries(MOST_QUERIES) as for_few:
        client.get(few.url)

    lots = many(24, topics=40)
    with django_assert_max_num_queries(MOST_QUERIES) as for_lots:
        client.get(lots.url)

    assert len(for_lots) == len(for_few)


def test_the_index_lists_all_results_in_pages_with_few_queries(
    client, django_assert_max_num_queries
):
    many(PER_PAGE + 3)
    index = hotline_index()
    client.get(index.url)

    with django_assert_max_num_queries(MOST_QUERIES):
        context = client.get(index.url).context

    assert (len(context["results"]), context["results"].paginator.num_pages) == (PER_PAGE, 2)
    assert context["results"][0].slug == "2026-03"
    assert len(context["trend_months"]) == 12


def test_an_empty_index_says_so(client):
    assert "empty-title" in shown(client, hotline_index())


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def test_a_draft_is_previewed_with_its_own_figures():
    imported([total("2025年12月"), total("2026年1月")])
    page = HotlineResultPage.objects.get(slug="2026-01")
    page.calls = 777
    page.topic_figures = [TopicFigure(name="草稿主题", calls=777)]

    context = page.make_preview_request().context_data

    assert [topic.name for topic in context["topics"]] == ["草稿主题"]
    assert context["trend"].marks[-1].value == 777


def form_data(page, topics, **changes):
    data = {
        "title": page.title,
        "slug": page.slug,
        "period_kind": "month",
        "starts_on": "2026-01-01",
        "calls": 100,
        "answered_share": "95.3",
        "handling_days": "3.5",
        "satisfaction": "92.1",
        "ratings": 40,
        "introduction": "",
        "body-count": 0,
        "unit_figures-TOTAL_FORMS": 0,
        "unit_figures-INITIAL_FORMS": 0,
        "topic_figures-TOTAL_FORMS": len(topics),
        "topic_figures-INITIAL_FORMS": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "action-publish",
    }
    for number, (name, calls) in enumerate(topics):
        data[f"topic_figures-{number}-name"] = name
        data[f"topic_figures-{number}-calls"] = calls
        data[f"topic_figures-{number}-ORDER"] = number + 1
    return data | changes


def saved(editor, page, topics, **changes):
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = editor.post(edit, form_data(page, topics, **changes))
    page.refresh_from_db()
    return response


def test_an_editor_corrects_figures_and_rows(editor):
    page = imported()

    saved(editor, page, [("甲", 70), ("乙", 50)], calls=120)

    assert page.calls == 120
    assert {("甲", 70), ("乙", 50)} <= set(page.topic_figures.values_list("name", "calls"))


def test_figures_that_do_not_add_up_are_refused_and_kept_in_the_form(editor):
    page = imported([total(answered="90%")])

    response = saved(editor, page, [("甲", 70)])

    assert (response.status_code, page.answered_share) == (200, 90)
    assert "70" in str(response.context["form"].non_field_errors())


def test_a_day_within_the_period_is_put_to_its_first(editor):
    page = imported([total()])

    saved(editor, page, [], starts_on="2026-01-17")

    assert page.starts_on == date(2026, 1, 1)


def test_a_second_page_for_a_period_is_refused(editor):
    imported([total(), total("2026年2月")])
    february = HotlineResultPage.objects.get(slug="2026-02")

    response = saved(editor, february, [], starts_on="2026-01-01")

    assert (response.status_code, february.starts_on) == (200, date(2026, 2, 1))
