"""Importing law texts: once is once, corrections stay, versions find each other."""

from datetime import date

import pytest
from wagtail.models import Page, Revision

from portal.regulations.articles import Article
from portal.regulations.importing import Outcome, TextRefused, import_file, import_text
from portal.regulations.kinds import Kind, Status
from portal.regulations.pages import RegulationIndexPage, RegulationPage
from tests.factories import UserFactory, home_page
from tests.portal.regulations.texts import AMENDED_RULES, TOWN_RULES

pytestmark = pytest.mark.django_db
NAME = "某某市人民建议征集办法(2020-05-06)"
AMENDED_NAME = "某某市人民建议征集办法(2024-03-01)"


@pytest.fixture(autouse=True)
def home():
    return home_page()


def imported(text=TOWN_RULES, name=NAME):
    return import_text(text, name, by=None).page


def test_a_text_becomes_a_published_page_with_articles():
    result = import_text(TOWN_RULES, NAME, by=None)

    page = RegulationPage.objects.get()
    assert (result.outcome, result.page, page.live) == (Outcome.CREATED, page, True)
    assert page.title == "某某市人民建议征集办法"
    assert (page.kind, page.status) == (Kind.LOCAL, Status.IN_FORCE)
    assert (page.issued_on, page.in_force_from) == (date(2020, 5, 6), date(2020, 7, 1))
    assert page.slug == "mou-mou-shi-ren-min-jian-yi-zheng-ji-ban-fa-2020-05-06"
    assert [article.label for article in page.articles.all()] == [
        "第一条",
        "第二条",
        "第二条之一",
        "第三条",
    ]


def test_an_article_keeps_its_text_and_place():
    article = imported().articles.get(number=2, sub_number=0)

    assert article.path == ["第一章 总则"]
    assert article.text.splitlines() == [
        "本办法适用于下列活动：",
        "（一）征求建议；",
        "（二）办理建议：",
        "1．登记；",
        "2．答复。",
    ]
    assert article.title == "《某某市人民建议征集办法》第二条"
    assert article.url.endswith("ban-fa-2020-05-06/#article-2")
    assert article.version_date == date(2020, 5, 6)
    assert article.is_in_force


def test_the_index_is_made_once():
    imported()
    imported(AMENDED_RULES, AMENDED_NAME)

    assert RegulationIndexPage.objects.count() == 1


def test_the_same_text_again_changes_nothing():
    page = imported()
    before = (Revision.objects.count(), list(Article.objects.values()))

    again = import_text(TOWN_RULES, NAME, by=None)

    assert (again.outcome, again.page) == (Outcome.UNCHANGED, page)
    assert (Revision.objects.count(), list(Article.objects.values())) == before


def test_a_changed_text_is_a_new_revision_and_articles_keep_their_rows():
    page = imported()
    rows = dict(page.articles.values_list("number", "pk").filter(sub_number=0))

    changed = TOWN_RULES.replace("第三条 本办法", "第四条 本办法").replace("制定本办法", "特制定")
    result = import_text(changed, NAME, by=None)

    assert (result.outcome, result.page) == (Outcome.UPDATED, page)
    assert page.revisions.count() == 2
    assert [("第二条之一" in text, "第四条" in text) for text in result.remarks] == [(True, True)]
    assert page.articles.get(number=1).pk == rows[1]
    assert page.articles.get(number=1).text == "为了规范建议征集，特制定。"
    assert not page.articles.filter(number=3).exists()


def test_an_editors_correction_stays_while_the_file_is_the_same():
    page = imported()
    page.text = page.text.replace("征求建议", "征求意见")
    page.save_revision().publish()

    outcome = import_text(TOWN_RULES, NAME, by=None).outcome

    assert outcome == Outcome.UNCHANGED
    assert "征求意见" in RegulationPage.objects.get().text


def test_an_unpublished_draft_is_not_overwritten():
    page = imported()
    page.title = "草稿"
    page.save_revision()

    with pytest.raises(TextRefused):
        import_text(TOWN_RULES + "\n附则甲", NAME, by=None)


def test_a_newer_version_replaces_the_older_one():
    older = imported()
    newer = imported(AMENDED_RULES, AMENDED_NAME)

    older.refresh_from_db()
    assert (older.status, newer.status) == (Status.AMENDED, Status.IN_FORCE)
    assert older.law_key == newer.law_key
    assert older.get_latest_revision_as_object().status == Status.AMENDED


def test_an_older_version_that_comes_later_is_amended_at_once():
    newer = imported(AMENDED_RULES, AMENDED_NAME)
    older = imported()

    newer.refresh_from_db()
    assert (older.status, newer.status) == (Status.AMENDED, Status.IN_FORCE)


def test_the_state_prefix_does_not_make_another_law():
    older = imported()
    newer = imported(
        AMENDED_RULES.replace("# 某某市", "# 中华人民共和国某某市"), f"中华人民共和国{AMENDED_NAME}"
    )

    older.refresh_from_db()
    assert (older.status, newer.status) == (Status.AMENDED, Status.IN_FORCE)


def test_another_text_of_the_same_law_and_day_is_refused():
    imported()

    with pytest.raises(TextRefused, match="某某市人民建议征集办法"):
        import_text(TOWN_RULES + "\n另外的话。", "别名(2020-05-06)", by=None)


def test_the_same_text_under_another_name_changes_nothing():
    imported()

    assert import_text(TOWN_RULES, "别名(2020-05-06)", by=None).outcome == Outcome.UNCHANGED


def test_addresses_stay_apart_for_names_that_sound_alike():
    imported("# 市政条例\n<!-- INFO END -->\n第一条 甲。", "市政条例(2020-05-06)")
    imported("# 适正条例\n<!-- INFO END -->\n第一条 甲。", "适正条例(2020-05-06)")

    slugs = set(RegulationPage.objects.values_list("slug", flat=True))
    assert slugs == {"shi-zheng-tiao-li-2020-05-06", "shi-zheng-tiao-li-2020-05-06-2"}


@pytest.mark.parametrize("text", ["", "   \n", "# 只有标题\n", f"# {'长' * 256}\n第一条 甲。"])
def test_a_file_without_text_or_title_is_refused(text):
    with pytest.raises(TextRefused):
        import_text(text, "", by=None)

    assert not RegulationPage.objects.exists()


def test_a_file_without_title_is_named_after_itself():
    page = imported("第一条 甲。", "某规定(2020-05-06)")

    assert (page.title, page.issued_on) == ("某规定", date(2020, 5, 6))


def test_a_text_without_articles_is_kept_and_remarked_upon():
    result = import_text("# 某决定\n<!-- INFO END -->\n一、废止下列文件。", "某决定", by=None)

    assert (result.page.articles.count(), len(result.remarks)) == (0, 1)
    assert result.page.law.preamble == ["一、废止下列文件。"]


def test_repeated_numbers_keep_all_their_texts():
    page = imported("# 某规定\n第一条 甲。\n第一条 乙。", "某规定")

    assert [(row.anchor, row.text) for row in page.articles.all()] == [
        ("article-1", "甲。"),
        ("article-1-copy-2", "乙。"),
    ]


def test_html_stays_text():
    page = imported("# <b>某</b>\n第一条 <script>alert(1)</script>", "某")

    assert (page.title, page.articles.get().text) == ("<b>某</b>", "<script>alert(1)</script>")


def test_what_no_text_tells_is_the_kind_the_caller_names():
    assert (
        import_text("# 某\n第一条 甲", "某", by=None, otherwise=Kind.RULES).page.kind == Kind.RULES
    )


def test_the_importer_is_named_in_the_history():
    clerk = UserFactory()

    page = import_text(TOWN_RULES, NAME, by=clerk).page

    assert page.latest_revision.user == clerk


def test_a_file_name_that_is_no_text_does_no_harm():
    page = imported(TOWN_RULES, "\udcff\x00某某\udcff(2020-05-06)")

    assert page.source_name == "某某(2020-05-06)"


def test_without_a_site_the_import_says_so():
    Page.objects.filter(depth__gt=1).delete()

    with pytest.raises(TextRefused):
        import_text(TOWN_RULES, NAME, by=None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_file_in_another_encoding_gives_the_same_page(tmp_path, encoding):
    path = tmp_path / f"{NAME}.md"
    path.write_bytes(TOWN_RULES.replace("\n", "\r\n").encode(encoding))

    import_file(path, by=None)

    assert import_text(TOWN_RULES, NAME, by=None).outcome == Outcome.UNCHANGED


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "x.md"
    path.write_bytes(b"\xff\xff\xff")

    with pytest.raises(TextRefused):
        import_file(path, by=None)
