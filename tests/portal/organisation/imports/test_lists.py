"""Units and areas from lists: by line, twice the same, in every encoding that comes in."""

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from portal.models import Area, Unit
from portal.organisation.imports.areas import import_areas
from portal.organisation.imports.tree import Planner, Wanted, write
from portal.organisation.imports.units import import_units
from portal.spreadsheets.merged import read_merged_table
from portal.spreadsheets.rows import UnreadableFile

ON = date(2026, 11, 22)
UNITS = """编码,名称,上级编码,层级,类型,区划代码,服务事项
X1,河东区,X,区县,,990102000000,
X,望江市,,市级,,990100000000,
X11,河东区第一征集点,X1,街镇,征集点,990102001000,登记建议
"""
AREAS = """区划代码,名称
990100000000,望江市
990102000000,河东区
990102001000,东门街道
"""


def file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def taken(importer, path: Path, **options):
    return importer(read_merged_table(path).rows, on=ON, **options)


@pytest.mark.django_db
class TestUnits:
    """One line for each unit."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_lines_in_any_order_become_a_tree(self, tmp_path, encoding):
        outcome = taken(import_units, file(tmp_path, UNITS, encoding))

        station = Unit.objects.get(code="X11")
        assert (len(outcome.new), outcome.refused) == (3, [])
        assert [unit.code for unit in station.get_ancestors()] == ["X", "X1"]
        assert (station.kind, station.services) == ("station", "登记建议")

    def test_the_tree_is_sound_afterwards(self, tmp_path):
        taken(import_units, file(tmp_path, UNITS))
        Unit.objects.get(code="X1").add_child(name="后来的", code="X12", tier="township")
        taken(import_units, file(tmp_path, "编码,名称,上级编码,层级\nX13,新,X1,街镇\n"))

        assert Unit.find_problems() == ([], [], [], [], [])

    def test_twice_changes_nothing(self, tmp_path):
        taken(import_units, file(tmp_path, UNITS))
        before = list(Unit.objects.values())

        outcome = taken(import_units, file(tmp_path, UNITS))

        assert outcome.changes_nothing
        assert outcome.unchanged == 3
        assert list(Unit.objects.values()) == before

    def test_a_trial_writes_nothing_but_tells_the_same(self, tmp_path):
        tried = taken(import_units, file(tmp_path, UNITS), dry_run=True)

        assert not Unit.objects.exists()
        assert tried.counts == taken(import_units, file(tmp_path, UNITS)).counts

    def test_a_new_name_keeps_the_earlier_one(self, tmp_path):
        taken(import_units, file(tmp_path, UNITS))

        taken(import_units, file(tmp_path, UNITS.replace("河东区,X,", "东河区,X,")))

        unit = Unit.objects.get(code="X1")
        assert (unit.name_on(date(2024, 5, 1)), unit.name_on(ON)) == ("河东区", "东河区")

    def test_what_became_of_a_unit_meanwhile_stays(self, tmp_path):
        taken(import_units, file(tmp_path, UNITS))
        plan = Planner(Unit, on=ON).take([Wanted(2, "X1", None, {"name": "东河区"})])
        Unit.objects.filter(code="X1").update(valid_until=ON)

        write(Unit, plan)

        unit = Unit.objects.get(code="X1")
        assert (unit.name, unit.valid_until) == ("东河区", ON)

    def test_empty_cells_leave_what_is_there(self, tmp_path):
        taken(import_units, file(tmp_path, UNITS))

        outcome = taken(import_units, file(tmp_path, UNITS.replace("登记建议", "")))

        assert outcome.changes_nothing
        assert Unit.objects.get(code="X11").services == "登记建议"

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            (",没有编码,X,区县,,,", "编码"),
            ("X2,,X,区县,,,", "name"),
            ("X2,某区,NONE,区县,,,", "NONE"),
            ("X2,某区,X,国家,,,", "国家"),
            ("X2,某区,X,,,,", "tier"),
            ("X2,某区,X,区县,,1234,", "division_code"),
            ("X1,河东区,,区县,,,", "…"),
            ("X2,某站,X11,市级,,,", "…"),
        ],
    )
    def test_a_faulty_line_is_named_and_the_others_are_taken(self, tmp_path, line, reason):
        outcome = taken(import_units, file(tmp_path, UNITS + line + "\n"))

        assert [refused.line for refused in outcome.refused] == [5]
        assert len(outcome.new) == 3

    def test_only_where_the_importer_may_work(self, tmp_path, land):
        lines = ("编码,名称,上级编码,层级", "N1,新一,C1,街镇", "N2,新二,C2,街镇")
        text = "\n".join(lines)
        land.east.refresh_from_db()

        outcome = taken(
            import_units,
            file(tmp_path, text),
            may=lambda path: path.startswith(land.east.path),
        )

        assert [refused.line for refused in outcome.refused] == [3]
        assert list(Unit.objects.filter(code__in=["N1", "N2"]).values_list("code")) == [("N1",)]

    def test_a_table_without_the_columns_is_refused(self, tmp_path):
        with pytest.raises(UnreadableFile, match="上级编码"):
            taken(import_units, file(tmp_path, "编码,名称\nX,某市\n"))

    def test_merged_cells_numbers_and_excel_dates_are_read(self, tmp_path):
        path = tmp_path / "list.xlsx"
        book = Workbook()
        sheet = book.active
        sheet.append(["编码", "名称", "上级编码", "层级", "生效日期"])
        sheet.append([99, "某市", "", "市级", date(2024, 3, 1)])
        sheet.append([9901, "一区", 99, "区县", None])
        sheet.append([9902, "二区", None, None, None])
        sheet.merge_cells("C3:C4")
        sheet.merge_cells("D3:D4")
        book.save(path)

        outcome = taken(import_units, path)

        second = Unit.objects.get(code="9902")
        assert outcome.refused == []
        assert (second.get_parent().code, second.tier) == ("99", "county")
        assert Unit.objects.get(code="99").valid_from == date(2024, 3, 1)

    def test_five_thousand_units_in_seconds_and_few_queries(
        self, tmp_path, django_assert_max_num_queries
    ):
        lines = [
            f"B{number},单位{number},{'' if number == 0 else f'B{(number - 1) // 20}'},村居"
            for number in range(5000)
        ]
        path = file(tmp_path, "编码,名称,上级编码,层级\n" + "\n".join(lines))
        begun = perf_counter()

        with django_assert_max_num_queries(120):
            outcome = taken(import_units, path)

        assert len(outcome.new) == Unit.objects.count() == 5000
        assert perf_counter() - begun < 60
        assert Unit.find_problems() == ([], [], [], [], [])

    def test_the_command_tells_lines_and_sums(self, tmp_path, capsys):
        call_command("import_units", file(tmp_path, UNITS + "X2,某区,X,国家,,,\n"))

        told = capsys.readouterr()
        assert "3 new, 0 changed, 0 unchanged, 0 retired, 1 refused" in told.out
        assert "line 5" in told.err

    def test_the_command_fails_where_nothing_could_be_taken(self, tmp_path):
        with pytest.raises(CommandError):
            call_command("import_units", file(tmp_path, "编码,名称,上级编码,层级\nX,某,,国家\n"))


@pytest.mark.django_db
class TestAreas:
    """Codes tell what lies in what."""

    def test_the_code_finds_the_area_above(self, tmp_path):
        taken(import_areas, file(tmp_path, AREAS))

        street = Area.objects.get(code="990102001000")
        assert [area.name for area in street.get_ancestors()] == ["望江市", "河东区"]

    def test_twice_changes_nothing(self, tmp_path):
        taken(import_areas, file(tmp_path, AREAS))

        assert taken(import_areas, file(tmp_path, AREAS)).changes_nothing

    @pytest.mark.parametrize(
        "line", ["99010300000,缺一位", "99010300000X,有字母", "000000000000,空", "990103000000,"]
    )
    def test_what_is_no_division_is_refused(self, tmp_path, line):
        outcome = taken(import_areas, file(tmp_path, AREAS + line + "\n"))

        assert [refused.line for refused in outcome.refused] == [5]

    def test_an_area_lies_within_the_one_above(self, tmp_path):
        text = "区划代码,名称,上级代码\n990100000000,望江市,\n980102000000,别处,990100000000\n"

        outcome = taken(import_areas, file(tmp_path, text))

        assert [refused.line for refused in outcome.refused] == [3]
