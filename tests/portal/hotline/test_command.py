"""The command import_hotline."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.hotline.pages import HotlineResultPage
from tests.factories import UserFactory, home_page
from tests.portal.hotline.tables import total, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home():
    return home_page()


def run(path, **options):
    out, errors = StringIO(), StringIO()
    call_command("import_hotline", str(path), stdout=out, stderr=errors, **options)
    return out.getvalue(), errors.getvalue()


def test_good_months_are_published_and_faults_named_by_line(tmp_path):
    path = write_csv(tmp_path / "a.csv", [total("2025年1月", calls="x"), total("2025年2月")])

    out, errors = run(path)

    assert out == "1 created, 0 revised, 0 unchanged, 1 faults\n"
    assert errors.startswith("line 2: 件数")


def test_running_it_twice_changes_nothing(tmp_path):
    path = write_csv(tmp_path / "a.csv", [total("2025年1月")])
    run(path)

    assert run(path) == ("0 created, 0 revised, 1 unchanged, 0 faults\n", "")


def test_a_file_without_one_good_month_fails(tmp_path):
    with pytest.raises(CommandError):
        run(write_csv(tmp_path / "a.csv", [total("2025年1月", calls="x")]))


@pytest.mark.parametrize("name", ["missing.csv", "a.pdf"])
def test_a_missing_or_other_file_is_an_error(tmp_path, name):
    with pytest.raises(CommandError):
        run(tmp_path / name)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_the_template_can_be_imported(tmp_path, name):
    run(tmp_path / name, template=True)

    out, errors = run(tmp_path / name)

    assert (out, errors) == ("1 created, 0 revised, 0 unchanged, 0 faults\n", "")


def test_the_template_overwrites_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("mine")

    with pytest.raises(CommandError):
        run(path, template=True)
    with pytest.raises(CommandError):
        run(tmp_path / "a.txt", template=True)

    assert path.read_text() == "mine"


def test_the_importer_must_exist(tmp_path):
    path = write_csv(tmp_path / "a.csv", [total("2025年1月")])
    UserFactory(username="clerk")

    with pytest.raises(CommandError):
        run(path, by="nobody")
    run(path, by="clerk")

    assert HotlineResultPage.objects.get().owner.username == "clerk"
