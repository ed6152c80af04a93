"""JSON lines and separated files: every encoding that comes in, every way a line can be wrong."""

import json

import pytest

from portal.spreadsheets import encoding
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.rows import BrokenRow, Row, UnreadableFile

TEXT = "编号,标题\n1,路灯不亮\n2,多设座椅\n"
ROWS = [Row(2, {"编号": "1", "标题": "路灯不亮"}), Row(3, {"编号": "2", "标题": "多设座椅"})]


def rows_of(path, content):
    path.write_bytes(content)
    return list(read_table(path).rows)


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_reads_the_same_in_every_encoding(tmp_path, name):
    assert rows_of(tmp_path / "a.csv", TEXT.encode(name)) == ROWS


def test_a_file_of_two_encodings_is_read_line_by_line(tmp_path):
    first, second = TEXT[: TEXT.index("2,")], TEXT[TEXT.index("2,") :]

    rows = rows_of(tmp_path / "a.csv", first.encode() + second.encode("gb18030"))

    assert rows == ROWS


def test_bytes_of_no_encoding_become_characters_that_no_cell_may_hold(tmp_path):
    rows = rows_of(tmp_path / "a.csv", TEXT.encode() + b"3,\xff\xff\n")

    assert rows == [*ROWS, Row(4, {"编号": "3", "标题": "\udcff\udcff"})]


def test_a_short_gb18030_line_is_not_taken_for_utf8(tmp_path):
    rows = rows_of(tmp_path / "a.csv", "公司\n联通\n移动\n".encode("gb18030"))

    assert [row.cells["公司"] for row in rows] == ["联通", "移动"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_seen_from_the_headings(tmp_path, separator):
    assert rows_of(tmp_path / "a.csv", TEXT.replace(",", separator).encode()) == ROWS


def test_a_quoted_cell_may_hold_line_breaks_and_the_line_is_where_it_starts(tmp_path):
    rows = rows_of(tmp_path / "a.csv", '编号,标题\n1,"两\n行"\n2,后\n'.encode())

    assert rows == [Row(2, {"编号": "1", "标题": "两\n行"}), Row(4, {"编号": "2", "标题": "后"})]


def test_missing_cells_are_empty_and_too_many_break_the_row(tmp_path):
    rows = rows_of(tmp_path / "a.csv", "编号,标题\n1\n\n2,座椅,多余\n".encode())

    assert rows[0] == Row(2, {"编号": "1", "标题": ""})
    assert [(type(row), row.line) for row in rows[1:]] == [(BrokenRow, 4)]


@pytest.mark.parametrize("content", ["", "\n", ",,\n1,2,3\n", "编号,编号\n1,2\n"])
def test_a_file_without_sound_headings_is_refused(tmp_path, content):
    with pytest.raises(UnreadableFile):
        rows_of(tmp_path / "a.csv", content.encode())


def test_a_cell_that_never_ends_breaks_its_row_only(tmp_path):
    rows = rows_of(tmp_path / "a.csv", ("编号,标题\n1," + "长" * 200_000 + "\n2,好\n").encode())

    assert [type(row) for row in rows] == [BrokenRow, Row]


def test_a_line_that_never_ends_is_not_read_into_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(encoding, "LONGEST_LINE", 100)
    good = json.dumps({"id": 1})

    rows = rows_of(tmp_path / "a.jsonl", ('{"id": "' + "x" * 1000 + '"}\n' + good).encode())

    assert [(type(row), row.line) for row in rows] == [(BrokenRow, 1), (Row, 2)]


def test_a_csv_line_that_never_ends_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(encoding, "LONGEST_LINE", 100)

    with pytest.raises(UnreadableFile, match="2"):
        rows_of(tmp_path / "a.csv", ("编号,标题\n1," + "长" * 200).encode())


@pytest.mark.parametrize("line", ["{", "[1]", "null", "[" * 100_000, "9" * 5000, '{"a": NaN,}'])
def test_a_line_that_is_no_json_object_breaks_only_itself(tmp_path, line):
    rows = rows_of(tmp_path / "a.jsonl", (line + '\n\n{"id": 7}\n').encode())

    assert [(type(row), row.line) for row in rows] == [(BrokenRow, 1), (Row, 3)]


def test_the_number_of_rows_to_expect_is_known_before_reading(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode())

    assert read_table(path).expected == 2


def test_a_file_of_another_kind_is_refused_by_its_name(tmp_path):
    with pytest.raises(UnreadableFile, match="jsonl"):
        rows_of(tmp_path / "a.docx", b"")
