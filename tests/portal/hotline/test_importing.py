"""Publishing figures: once is once, a changed month is revised, drafts are safe."""

from datetime import date
from decimal import Decimal

import pytest
from wagtail.models import Page, Revision

from portal.hotline.importing import FiguresRefused, import_file, import_rows, publish_figures
from portal.hotline.pages import HotlineIndexPage, HotlineResultPage
from portal.hotline.periods import Period
from portal.signals import rows_changed
from portal.spreadsheets.rows import UnreadableFile
from tests.factories import UserFactory, home_page
from tests.portal.hotline.tables import MONTH, as_rows, topic, total, write_csv, write_xlsx

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 1)
JANUARY = Period(date(2026, 1, 1))


@pytest.fixture(autouse=True)
def home():
    return home_page()


def imported(table=MONTH, by=None):
    return import_rows(as_rows(table), by=by, on=TODAY)


def test_a_month_becomes_a_published_page_with_rows():
    report = imported()

    page = HotlineResultPage.objects.get()
    assert (report.created, report.errors, page.live) == ([JANUARY], [], True)
    assert (page.title, page.slug) == ("2026年1月热线办理情况", "2026-01")
    assert (page.calls, page.answered_share) == (100, Decimal("95.30"))
    assert list(page.topic_figures.values_list("name", "calls")) == [("停车", 60), ("其他", 40)]
    assert list(page.unit_figures.values_list("name", "cases")) == [("东街道", 30), ("西街道", 20)]


def test_the_same_table_again_changes_nothing():
    imported()
    before = Revision.objects.count()

    report = imported()

    assert (report.created, report.revised, report.unchanged) == ([], [], [JANUARY])
    assert Revision.objects.count() == before


def test_a_month_twice_is_revised_and_not_doubled():
    imported()

    report = imported([total(calls=120), topic("停车", 120)])

    page = HotlineResultPage.objects.get()
    assert (report.revised, page.calls) == ([JANUARY], 120)
    assert list(page.topic_figures.values_list("name", "calls")) == [("停车", 120)]
    assert page.unit_figures.count() == 0
    assert page.revisions.count() == 2
    first = page.revisions.order_by("pk").first().as_object()
    assert [row.calls for row in first.topic_figures.all()] == [60, 40]


def test_bad_months_are_reported_and_the_others_published():
    report = imported([total(calls="x"), total("2026年2月")])

    assert [period.slug for period in report.created] == ["2026-02"]
    assert [error.line for error in report.errors] == [2]


def test_an_unpublished_draft_is_not_overwritten():
    imported()
    page = HotlineResultPage.objects.get()
    page.introduction = "草稿"
    page.save_revision()

    report = imported([total(calls=120)])

    assert (report.revised, len(report.errors)) == ([], 1)
    assert HotlineResultPage.objects.get().calls == 100


def test_what_an_editor_took_off_the_site_stays_off():
    imported()
    HotlineResultPage.objects.get().unpublish()

    imported()

    assert not HotlineResultPage.objects.get().live


def test_an_editors_words_survive_a_revision_of_the_figures():
    imported()
    page = HotlineResultPage.objects.get()
    page.introduction = "本月来电平稳。"
    page.save_revision().publish()

    imported([total(calls=120)])

    assert HotlineResultPage.objects.get().introduction == "本月来电平稳。"


def test_an_address_that_is_taken_is_reported():
    imported()
    page = HotlineResultPage.objects.get()
    page.starts_on = date(2025, 12, 1)
    page.save_revision().publish()

    report = imported()

    assert (report.created, len(report.errors)) == ([], 1)


def test_the_importer_is_named_in_the_history():
    clerk = UserFactory()

    imported(by=clerk)

    assert HotlineResultPage.objects.get().latest_revision.user == clerk


def test_the_index_is_made_once():
    imported([total(), total("2026年2月")])

    assert HotlineIndexPage.objects.get().get_children().count() == 2


def test_without_a_site_the_import_says_so():
    Page.objects.filter(depth__gt=1).delete()

    assert len(imported().errors) == 1
    with pytest.raises(FiguresRefused):
        publish_figures(JANUARY, HotlineResultPage(calls=1).figures, by=None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_in_every_encoding(tmp_path, encoding):
    report = import_file(write_csv(tmp_path / "a.csv", encoding=encoding), by=None, on=TODAY)

    assert (report.created, report.errors) == ([JANUARY], [])


def test_a_workbook_gives_the_same_figures_as_text(tmp_path):
    imported()
    table = [
        [date(2026, 1, 1), "合计", None, 100, 0.953, 3.5, 0.921, 40],
        *MONTH[1:],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", table, {"E2": "0.0%", "A2": "yyyy-mm"})

    report = import_file(path, by=None, on=TODAY)

    assert (report.unchanged, report.errors) == ([JANUARY], [])


@pytest.mark.parametrize("place", [3, 4])
def test_a_formula_is_refused_with_its_line(tmp_path, place):
    table = [list(cells) for cells in MONTH]
    table[1][place - 1] = "=SUM(D3:D9)"

    report = import_file(write_xlsx(tmp_path / "a.xlsx", table), by=None, on=TODAY)

    assert (report.created, [error.line for error in report.errors][:1]) == ([], [3])


def test_a_formula_as_text_in_a_csv_is_refused(tmp_path):
    path = write_csv(tmp_path / "a.csv", [total(calls="=1+1")])

    report = import_file(path, by=None, on=TODAY)

    assert (report.created, [error.line for error in report.errors]) == ([], [2])


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.pdf"])
def test_a_file_that_is_no_table_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\x00\x01nothing")

    with pytest.raises(UnreadableFile):
        import_file(path, by=None, on=TODAY)


def test_publishing_moving_and_deleting_are_announced(django_capture_on_commit_callbacks):
    heard = []

    def hear(model, keys, **kwargs):
        if model is HotlineResultPage:
            heard.append(list(keys))

    rows_changed.connect(hear)
    try:
        imported()
        page = HotlineResultPage.objects.get()
        index = HotlineIndexPage.objects.get()
        index.slug = "12345"
        with django_capture_on_commit_callbacks(execute=True):
            index.save()
        page.unpublish()
    finally:
        rows_changed.disconnect(hear)

    assert heard == [[page.pk]] * 3
