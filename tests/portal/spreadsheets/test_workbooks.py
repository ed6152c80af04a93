"""Excel workbooks: dates and numbers as they are, formulas refused, damage named."""

import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from portal.spreadsheets import workbooks
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import BrokenRow, Row, UnreadableFile


def saved(path, *rows, **sheets):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def test_cells_keep_their_kind(tmp_path):
    when = datetime.fromisoformat("2026-03-01T09:30:00")
    path = saved(tmp_path / "a.xlsx", ["编号", "时间", "标题"], [188006, when, "路灯"])

    table = read_table(path)

    assert table.expected == 1
    assert list(table.rows) == [Row(2, {"编号": 188006, "时间": when, "标题": "路灯"})]


def test_a_formula_breaks_its_row_and_names_the_column(tmp_path):
    path = saved(tmp_path / "a.xlsx", ["编号", "标题"], [1, "=1+1"], [2, "好"])

    rows = list(read_table(path).rows)

    assert [type(row) for row in rows] == [BrokenRow, Row]
    assert "标题" in rows[0].reason


def test_an_error_cell_breaks_its_row(tmp_path):
    path = saved(tmp_path / "a.xlsx", ["编号", "标题"], [1, "#REF!"])

    assert [type(row) for row in read_table(path).rows] == [BrokenRow]


def test_empty_lines_are_passed_over_and_lines_keep_their_number(tmp_path):
    path = saved(tmp_path / "a.xlsx", ["编号"], [1], [], [3])

    assert [row.line for row in read_table(path).rows] == [2, 4]


def test_a_hidden_sheet_is_not_read(tmp_path):
    workbook = Workbook()
    workbook.active.append(["编号"])
    workbook.active.append([1])
    workbook.active.sheet_state = "hidden"
    shown = workbook.create_sheet()
    shown.append(["编号"])
    shown.append([2])
    workbook.save(tmp_path / "a.xlsx")

    assert list(read_table(tmp_path / "a.xlsx").rows) == [Row(2, {"编号": 2})]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)

    with pytest.raises(UnreadableFile):
        list(read_table(tmp_path / "a.xlsx").rows)


def test_a_damaged_sheet_is_named(tmp_path):
    path = saved(tmp_path / "a.xlsx", ["编号"], [1])
    broken = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part, data[:300] if "sheet1" in part.filename else data)

    with pytest.raises(UnreadableFile):
        list(read_table(broken).rows)


def test_a_workbook_that_unpacks_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 100)

    with pytest.raises(UnreadableFile):
        read_table(saved(tmp_path / "a.xlsx", ["编号"], [1]))
