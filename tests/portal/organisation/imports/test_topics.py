"""Versions of the tree of topics: what stays keeps its row, what goes is retired."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.models import Topic, TopicCode, TopicVersion
from portal.organisation.imports.topics import import_topics
from portal.spreadsheets.merged import read_merged_table
from portal.spreadsheets.rows import UnreadableFile
from tests.conftest import SHARED

ON = date(2026, 11, 22)
LATER = date(2027, 1, 1)
FIRST = "l1,l2,l3,code:12345\n交通,停车,路内停车,A01\n交通,停车,小区停车,A02\n环境,噪声,施工噪声,\n"
SECOND = "l1,l2,l3,code:12345\n交通,停车,路内停车,A09\n交通,公交,线路,\n"

pytestmark = pytest.mark.django_db


def taken(tmp_path: Path, text: str, version: str, *, on: date = ON, dry_run: bool = False):
    path = tmp_path / "topics.csv"
    path.write_text(text, encoding="utf-8")
    return import_topics(read_merged_table(path).rows, version, by=None, on=on, dry_run=dry_run)


def in_force(on: date) -> list[str]:
    return [topic.name for topic in Topic.objects.in_force(on)]


def test_three_columns_become_three_levels(tmp_path):
    taken(tmp_path, FIRST, "2026")

    leaf = Topic.objects.get(name="小区停车")
    assert [topic.name for topic in leaf.get_ancestors()] == ["交通", "停车"]
    assert [str(code) for code in leaf.codes.all()] == ["12345 A02"]
    assert leaf.since.name == "2026"
    assert Topic.find_problems() == ([], [], [], [], [])


def test_a_new_version_retires_what_it_lacks_and_keeps_the_rest(tmp_path):
    taken(tmp_path, FIRST, "2026")
    kept = Topic.objects.get(name="路内停车")

    outcome = taken(tmp_path, SECOND, "2027", on=LATER)

    gone = Topic.objects.get(name="小区停车")
    assert in_force(LATER) == ["交通", "停车", "路内停车", "公交", "线路"]
    assert "小区停车" in in_force(ON)
    assert (gone.retired_by.name, gone.valid_until) == ("2027", date(2026, 12, 31))
    assert Topic.objects.get(name="路内停车").pk == kept.pk
    assert [str(code) for code in kept.codes.all()] == ["12345 A09"]
    assert len(outcome.retired) == 4


def test_twice_changes_nothing(tmp_path):
    taken(tmp_path, FIRST, "2026")
    before = list(Topic.objects.values()), list(TopicCode.objects.values())

    outcome = taken(tmp_path, FIRST, "2026", on=LATER)

    assert outcome.changes_nothing
    assert (list(Topic.objects.values()), list(TopicCode.objects.values())) == before


def test_what_comes_back_is_the_same_topic(tmp_path):
    taken(tmp_path, FIRST, "2026")
    taken(tmp_path, SECOND, "2027", on=LATER)
    number = Topic.objects.count()

    taken(tmp_path, FIRST, "2028", on=date(2028, 1, 1))

    assert Topic.objects.count() == number
    assert Topic.objects.get(name="小区停车").valid_until is None


def test_an_old_version_does_not_come_back_by_its_name(tmp_path):
    taken(tmp_path, FIRST, "2026")
    taken(tmp_path, SECOND, "2027", on=LATER)

    with pytest.raises(UnreadableFile, match="2027"):
        taken(tmp_path, FIRST, "2026")


def test_one_faulty_line_and_nothing_is_taken(tmp_path):
    taken(tmp_path, FIRST, "2026")

    outcome = taken(tmp_path, f"{SECOND}交通,,没有中间一级,\n{'长' * 61},,,\n", "2027", on=LATER)

    assert [refused.line for refused in outcome.refused] == [4, 5]
    assert not TopicVersion.objects.filter(name="2027").exists()
    assert "小区停车" in in_force(LATER)


def test_a_trial_writes_nothing(tmp_path):
    outcome = taken(tmp_path, FIRST, "2026", dry_run=True)

    assert len(outcome.new) == 7
    assert not Topic.objects.exists()


def test_names_written_once_count_for_the_lines_below(tmp_path):
    taken(tmp_path, "一级,二级,三级\n交通,停车,路内停车\n,,小区停车\n,公交,线路\n", "2026")

    assert Topic.objects.get(name="小区停车").get_parent().name == "停车"
    assert Topic.objects.get(name="线路").get_parent().get_parent().name == "交通"


def test_the_command_takes_a_version(tmp_path, capsys):
    path = tmp_path / "topics.csv"
    path.write_text(FIRST, encoding="utf-8")

    call_command("import_topics", str(path), "--version", "2026")

    assert TopicVersion.objects.get().name == "2026"
    assert "7 new" in capsys.readouterr().out


@pytest.mark.shared_data
def test_the_shared_tree_is_taken_whole():
    path = SHARED / "data" / "messages" / "topics_3level.csv"

    outcome = import_topics(read_merged_table(path).rows, "try", by=None, on=ON)

    assert outcome.refused == []
    assert [Topic.objects.filter(depth=depth).count() for depth in (1, 2, 3)] == [15, 118, 517]
    assert Topic.find_problems() == ([], [], [], [], [])
