"""Which version of a law is in force on which day, and who hears of it."""

from datetime import date

import pytest

from portal.regulations.articles import Article
from portal.regulations.importing import import_text
from portal.regulations.kinds import Status
from portal.regulations.pages import RegulationPage
from portal.regulations.versions import settle_due, settle_law
from portal.signals import rows_changed
from portal.tasks import settle_regulations
from tests.factories import home_page

pytestmark = pytest.mark.django_db
NOW = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def home():
    return home_page()


def version(issued, starts, text="第一条 甲。"):
    end = f"第二条 本规定自{starts:%Y年%m月%d日}起施行。"
    markdown = f"# 某规定\n<!-- INFO END -->\n{text}\n{end}"
    return import_text(markdown, f"某规定({issued})", by=None).page


def statuses():
    return list(RegulationPage.objects.order_by("issued_on").values_list("status", flat=True))


@pytest.fixture
def heard():
    """The keys of the articles that were announced."""
    keys = []

    def hear(model, **kwargs):
        if model is Article:
            keys.extend(kwargs["keys"])

    rows_changed.connect(hear)
    yield keys
    rows_changed.disconnect(hear)


def test_a_version_that_starts_later_is_not_yet_in_force():
    version(date(2020, 1, 1), date(2020, 2, 1))
    version(date(2099, 1, 1), date(2099, 2, 1))

    assert statuses() == [Status.IN_FORCE, Status.UPCOMING]


def test_on_its_day_the_new_version_replaces_the_old_one(heard):
    version(date(2020, 1, 1), date(2020, 2, 1))
    version(date(2099, 1, 1), date(2099, 2, 1))
    heard.clear()

    settled_before = settle_due(on=date(2099, 1, 31))
    settled = settle_due(on=date(2099, 2, 1))

    assert (settled_before, len(settled)) == ([], 2)
    assert statuses() == [Status.AMENDED, Status.IN_FORCE]
    assert set(heard) == set(Article.objects.values_list("pk", flat=True))


def test_the_daily_task_settles_what_is_due():
    version(date(2020, 1, 1), date(2020, 2, 1))
    RegulationPage.objects.update(status=Status.UPCOMING)

    settle_regulations.delay()

    assert statuses() == [Status.IN_FORCE]


def test_settling_again_changes_and_announces_nothing(heard):
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    heard.clear()

    assert settle_law(page.law_key, on=NOW) == []
    assert heard == []


@pytest.mark.parametrize("declared", [Status.REPEALED, Status.AMENDED])
def test_what_an_editor_declares_stays(declared):
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    page.status = declared
    page.save_revision().publish()

    settle_law(page.law_key, on=NOW)

    assert statuses() == [declared]


def test_an_unpublished_newer_version_replaces_nothing():
    older = version(date(2020, 1, 1), date(2020, 2, 1))
    newer = version(date(2099, 1, 1), date(2099, 2, 1))
    newer.unpublish()

    settle_law(older.law_key, on=date(2100, 1, 1))

    older.refresh_from_db()
    assert older.status == Status.IN_FORCE


def test_a_version_without_any_day_is_the_oldest():
    undated = import_text("# 某规定\n第一条 甲。", "某规定", by=None).page
    version(date(2020, 1, 1), date(2020, 2, 1))

    undated.refresh_from_db()
    assert undated.status == Status.AMENDED


def test_an_open_draft_learns_the_new_validity_and_keeps_its_text():
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    page.text = "第一条 草稿。"
    page.save_revision()

    version(date(2024, 1, 1), date(2024, 2, 1))

    draft = RegulationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.text, draft.status) == ("第一条 草稿。", Status.AMENDED)


def test_only_versions_on_the_site_are_public():
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    assert Article.objects.public().count() == 2

    page.unpublish()

    assert Article.objects.public().count() == 0


def test_a_draft_does_not_change_the_articles():
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    page.text = "第一条 草稿。"
    page.save_revision()

    assert page.articles.get(number=1).text == "甲。"


def test_unpublishing_moving_and_deleting_are_announced(heard):
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    keys = set(page.articles.values_list("pk", flat=True))

    heard.clear()
    page.unpublish()
    assert set(heard) == keys

    page.get_latest_revision().publish()
    heard.clear()
    RegulationPage.objects.get().delete()
    assert set(heard) == keys
    assert not Article.objects.exists()


def test_a_new_address_is_announced(heard, django_capture_on_commit_callbacks):
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    keys = set(page.articles.values_list("pk", flat=True))
    heard.clear()

    index = page.get_parent().specific
    index.slug = "laws"
    with django_capture_on_commit_callbacks(execute=True):
        index.save()

    assert set(heard) == keys


def test_a_private_section_hides_its_articles_and_says_so(heard):
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    heard.clear()

    restriction = page.get_parent().view_restrictions.create(restriction_type="login")
    hidden, told = Article.objects.public().count(), len(heard)
    restriction.delete()

    assert (hidden, told) == (0, 2)
    assert (Article.objects.public().count(), len(heard)) == (2, 4)


def test_each_announcement_raises_the_version_of_the_row():
    page = version(date(2020, 1, 1), date(2020, 2, 1))
    before = page.articles.get(number=1).version

    page.unpublish()

    assert page.articles.get(number=1).version > before


def test_only_articles_in_force_are_called_so():
    version(date(2020, 1, 1), date(2020, 2, 1))
    newer = version(date(2024, 1, 1), date(2024, 2, 1))

    in_force = Article.objects.public().in_force()
    assert {article.regulation for article in in_force} == {newer}
