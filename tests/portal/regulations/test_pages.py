"""What visitors and editors see of regulations."""

import pytest
from django.urls import reverse

from portal.regulations.importing import import_text, regulation_index
from portal.regulations.kinds import Kind, Status
from portal.regulations.pages import PER_PAGE, RegulationPage
from tests.factories import UserFactory, home_page
from tests.portal.regulations.texts import AMENDED_RULES, TOWN_RULES, long_law

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def home():
    return home_page()


def imported(text=TOWN_RULES, name="某某市人民建议征集办法(2020-05-06)"):
    return import_text(text, name, by=None).page


def shown(client, page, **query):
    return client.get(page.url, query).content.decode()


def test_chapters_and_articles_are_addressable(client):
    html = shown(client, imported())

    for anchor in ("chapter-1", "article-2", "article-2-1", "chapter-2"):
        assert html.count(f'id="{anchor}"') == 1
        assert f'href="#{anchor}"' in html


def test_items_and_subitems_are_nested_lists(client):
    html = "".join(shown(client, imported()).split())

    assert (
        '<li>（二）办理建议：<ulclass="law-items"><li>1．登记；</li><li>2．答复。</li></ul></li>'
        in html
    )


def test_a_preamble_a_table_and_an_annex_are_shown(client):
    page = imported(
        "# 某规定\n为了甲：\n第一条 乙。\n附件 收费表\n| 项目 | 金额 |\n|---|---|\n| 丙 | 1 |", "某"
    )

    html = shown(client, page)

    assert "<p>为了甲：</p>" in html
    assert '<th scope="col">项目</th>' in html
    assert "<td>丙</td>" in html
    assert 'id="annex-1"' in html


def test_a_law_without_headings_has_no_contents(client):
    html = shown(client, imported("# 某规定\n第一条 甲。", "某规定"))

    assert "law-contents" not in html
    assert 'id="article-1"' in html


def test_a_corrected_text_is_shown_at_once(client):
    page = imported()
    shown(client, page)

    page.text = page.text.replace("征求建议", "征求意见")
    page.save_revision().publish()

    assert "征求意见" in shown(client, page)


def test_html_in_a_law_is_shown_and_not_run(client):
    html = shown(client, imported("# 某规定\n第一条 <script>alert(1)</script>", "某规定"))

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_nothing_inline_is_in_the_page(client):
    html = shown(client, imported())

    assert not any(mark in html for mark in (" style=", "<style", " onclick=", "<script>"))


def test_an_older_version_says_so_and_leads_to_the_newer_one(client):
    older = imported()
    newer = imported(AMENDED_RULES, "某某市人民建议征集办法(2024-03-01)")
    older.refresh_from_db()

    html = shown(client, older)

    assert "message-warning" in html
    assert html.count(f'href="{newer.url}"') == 2
    assert "message-warning" not in shown(client, newer)
    assert f'href="{older.url}"' in shown(client, newer)


def test_a_coming_version_is_announced_on_the_one_in_force(client):
    current = imported()
    coming = imported(
        AMENDED_RULES.replace("2020年7月1日", "2099年7月1日"), "某某市人民建议征集办法(2099-03-01)"
    )

    assert "message-info" in shown(client, current)
    assert coming.url in shown(client, current)
    assert "2099" in shown(client, coming)


def test_a_repealed_regulation_says_so(client):
    page = imported()
    page.status = Status.REPEALED
    page.save_revision().publish()

    assert "message-danger" in shown(client, page)


def test_queries_do_not_grow_with_the_articles(client, django_assert_max_num_queries):
    short, long = imported(), imported(long_law(1000), "某某市长条例(2020-05-06)")
    client.get(short.url)

    with django_assert_max_num_queries(MOST_QUERIES) as for_short:
        client.get(short.url)
    with django_assert_max_num_queries(MOST_QUERIES) as for_long:
        response = client.get(long.url)

    assert len(for_long) == len(for_short)
    assert response.content.count(b'class="law-article"') == 1000


@pytest.fixture
def many():
    index = regulation_index()
    for number in range(PER_PAGE + 5):
        page = RegulationPage(
            title=f"规定{number}",
            slug=f"r-{number}",
            text="第一条 甲。",
            kind=Kind.RULES if number % 2 else Kind.LAW,
            status=Status.REPEALED if number == 0 else Status.IN_FORCE,
        )
        index.add_child(instance=page)
    return index


def titles(client, index, **query):
    return [page.title for page in client.get(index.url, query).context["regulations"]]


def test_the_index_lists_what_is_current_in_pages(client, many):
    first, second = titles(client, many), titles(client, many, page=2)

    assert (len(first), len(second)) == (PER_PAGE, 4)
    assert "规定0" not in first + second


def test_the_index_is_narrowed_by_kind_and_validity(client, many):
    assert titles(client, many, validity="repealed") == ["规定0"]
    assert len(titles(client, many, kind="law", validity="all")) == 13
    assert len(titles(client, many, kind="rules")) == 12
    assert titles(client, many, kind="party") == []


@pytest.mark.parametrize(
    "query", [{"kind": "x"}, {"validity": "x"}, {"page": "x"}, {"page": "999"}]
)
def test_a_wrong_filter_or_page_still_shows_a_list(client, many, query):
    assert titles(client, many, **query)


def test_the_index_asks_few_queries(client, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(many.url)


@pytest.fixture
def editor(client):
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return client


def test_a_law_of_a_thousand_articles_opens_in_the_editor(editor, django_assert_max_num_queries):
    page = imported(long_law(1000), "某某市长条例(2020-05-06)")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.get(edit)

    with django_assert_max_num_queries(60):
        response = editor.get(edit)

    assert "第1000条 这是" in response.content.decode()


def test_a_draft_is_previewed_as_it_will_be():
    page = imported()
    page.text = page.text.replace("征求建议", "征求意见")

    html = page.make_preview_request().render().content.decode()

    assert "征求意见" in html


def form_data(page, **changes):
    return {
        "title": page.title,
        "slug": page.slug,
        "kind": page.kind,
        "status": page.status,
        "issued_on": str(page.issued_on),
        "in_force_from": str(page.in_force_from),
        "history": page.history,
        "text": page.text,
        "law_key": page.law_key,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "action-publish",
        **changes,
    }


def test_an_editor_corrects_the_text_and_the_articles_follow(editor):
    page = imported()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    text = page.text.replace("\n", "\r\n") + "\r\n\r\n第四条 新的一条。"

    editor.post(edit, form_data(page, text=text))

    page.refresh_from_db()
    assert page.articles.get(number=4).text == "新的一条。"
    assert "\r" not in page.text


def test_a_second_version_of_the_same_day_is_refused(editor):
    page = imported()
    twin = imported(AMENDED_RULES, "某某市人民建议征集办法(2024-03-01)")
    edit = reverse("wagtailadmin_pages:edit", args=[twin.pk])

    response = editor.post(edit, form_data(twin, issued_on=str(page.issued_on)))

    twin.refresh_from_db()
    assert (response.status_code, str(twin.issued_on)) == (200, "2024-03-01")
    assert "issued_on" in response.context["form"].errors


def test_the_editor_shows_what_was_recognised(editor):
    page = imported(TOWN_RULES.replace("第三条", "第五条"))

    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "第二条之一" in html
    assert page.remarks[0] in html
