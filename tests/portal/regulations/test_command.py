"""The command import_regulations."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.regulations.pages import RegulationPage
from tests.factories import UserFactory, home_page
from tests.portal.regulations.texts import TOWN_RULES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home():
    return home_page()


def run(folder, **options):
    out, errors = StringIO(), StringIO()
    call_command("import_regulations", str(folder), stdout=out, stderr=errors, **options)
    return out.getvalue(), errors.getvalue()


def test_one_bad_file_does_not_keep_the_others_from_being_imported(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\xff\xff\xff")
    (tmp_path / "b.md").write_text(TOWN_RULES)

    out, errors = run(tmp_path)

    assert errors.startswith("a.md: ")
    assert out.splitlines()[-1] == (
        "1 created, 0 updated, 0 unchanged, 1 refused; 4 articles in 2 chapters"
    )
    assert RegulationPage.objects.count() == 1


def test_running_it_twice_changes_nothing(tmp_path):
    (tmp_path / "b.md").write_text(TOWN_RULES)
    run(tmp_path)

    out, _errors = run(tmp_path)

    assert out.startswith("0 created, 0 updated, 1 unchanged, 0 refused")


def test_two_files_of_one_name_are_not_mixed_up(tmp_path):
    for folder, text in (("x", TOWN_RULES), ("y", TOWN_RULES + "\n另一种文本。")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "b.md").write_text(text)

    out, errors = run(tmp_path)

    assert "1 created, 0 updated, 0 unchanged, 1 refused" in out
    assert errors.startswith("b.md: ")


def test_gaps_in_the_numbers_are_reported(tmp_path):
    (tmp_path / "b.md").write_text(TOWN_RULES.replace("第三条", "第八条"))

    out, _errors = run(tmp_path)

    assert "b.md: " in out
    assert "第八条" in out


def test_other_files_and_hidden_ones_are_left_alone(tmp_path):
    (tmp_path / "b.md").write_text(TOWN_RULES)
    (tmp_path / ".hidden.md").write_text("x")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")

    out, errors = run(tmp_path)

    assert ("1 created" in out, errors) == (True, "")


def test_a_missing_or_empty_folder_is_an_error(tmp_path):
    with pytest.raises(CommandError):
        run(tmp_path / "nowhere")
    with pytest.raises(CommandError):
        run(tmp_path)


def test_a_folder_in_which_nothing_can_be_read_fails(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\xff\xff\xff")

    with pytest.raises(CommandError):
        run(tmp_path)


def test_the_importer_must_exist(tmp_path):
    (tmp_path / "b.md").write_text(TOWN_RULES)
    UserFactory(username="clerk")

    with pytest.raises(CommandError):
        run(tmp_path, by="nobody")
    run(tmp_path, by="clerk")

    assert RegulationPage.objects.get().owner.username == "clerk"
