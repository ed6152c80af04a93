"""The import knows its columns by many names, and refuses what it cannot understand."""

import csv
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook

from suggestions.models import Suggestion
from tests.factories import AreaFactory, CampaignFactory, TopicFactory, UnitFactory
from tests.suggestions.intake.importing import ROWS, jsonl, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(slug="river")


CHINESE = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数", "备注"]
CELLS = ["7001", "U1", "建议增设路灯", "2026年3月1日9时30分", "=巷子里没有灯", "3", "x"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_headings_are_known_in_every_encoding(tmp_path, campaign, encoding):
    path = tmp_path / "letters.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([CHINESE, CELLS])

    out, _err = run(path)

    row = Suggestion.objects.get()
    assert (row.source_key, row.author_name, row.title) == ("7001", "U1", "建议增设路灯")
    assert (row.problem, row.support_count) == ("=巷子里没有灯", 3)
    assert f"{timezone.localtime(row.submitted_at):%Y-%m-%d %H:%M}" == "2026-03-01 09:30"
    assert "columns not used: 备注" in out


def test_a_workbook_brings_dates_and_numbers_and_refuses_formulas(tmp_path, campaign):
    workbook = Workbook()
    when = datetime.fromisoformat("2026-03-01T09:30:00")
    workbook.active.append(["编号", "标题", "内容", "时间", "点赞数"])
    workbook.active.append([7001, "增设路灯", "巷子里没有灯", when, 3])
    workbook.active.append([7002, "=HYPERLINK(1)", "巷子里没有灯", when, 3])
    workbook.save(tmp_path / "letters.xlsx")

    out, err = run(tmp_path / "letters.xlsx")

    row = Suggestion.objects.get()
    assert (row.source_key, row.support_count) == ("7001", 3)
    assert row.submitted_at == timezone.make_aware(when)
    assert err.startswith("line 3:")
    assert "1 imported, 0 there already, 1 refused" in out


def test_columns_can_be_named(tmp_path, campaign):
    rows = [{"k": 1, "t": "增设路灯", "b": "巷子里没有灯", "title": "不要这个"}]

    run(
        jsonl(tmp_path / "letters.jsonl", rows),
        map=["source_key=k", "title=t", "problem=b"],
        source="town-hall",
    )

    row = Suggestion.objects.get()
    assert (row.source, row.source_key, row.title) == ("town-hall", "1", "增设路灯")


def test_topic_area_and_unit_are_found_by_name_or_code(tmp_path, campaign):
    topic, area = TopicFactory(name="照明"), AreaFactory(code="990101000000")
    unit = UnitFactory(code="lamp-office")
    rows = [{**ROWS[0], "话题": "照明", "区域": "990101000000"}]

    run(jsonl(tmp_path / "letters.jsonl", rows), unit="lamp-office")

    row = Suggestion.objects.get()
    assert (row.topic, row.area, row.unit) == (topic, area, unit)


@pytest.mark.parametrize(
    "options",
    [
        {"map": ["titel=x"]},
        {"map": ["title"]},
        {"map": ["title=没有这一列"]},
        {"unit": "nobody"},
        {"by": "nobody"},
        {"source": "x" * 41},
    ],
)
def test_a_wrong_option_is_refused_before_anything_is_kept(tmp_path, campaign, options):
    with pytest.raises(CommandError):
        run(jsonl(tmp_path / "letters.jsonl", ROWS), **options)

    assert not Suggestion.objects.exists()


def test_an_unknown_campaign_or_file_is_refused(tmp_path, campaign):
    with pytest.raises(CommandError):
        run(tmp_path / "absent.jsonl")
    with pytest.raises(CommandError):
        call_command("import_suggestions", jsonl(tmp_path / "a.jsonl", ROWS), campaign="sea")
