"""Cells: what a spreadsheet means by a date, a number or a text."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from suggestions.intake.imports.cells import count_of, moment_of, text_of

NOW = timezone.make_aware(datetime.fromisoformat("2026-11-22T12:00:00"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-01T09:30:00", "2026-03-01T09:30:00+08:00"),
        ("2026-03-01 09:30", "2026-03-01T09:30:00+08:00"),
        ("2026/3/1 9:30:15", "2026-03-01T09:30:15+08:00"),
        ("2026.3.1", "2026-03-01T00:00:00+08:00"),
        ("2026年3月1日", "2026-03-01T00:00:00+08:00"),
        ("2026年3月1日9时30分", "2026-03-01T09:30:00+08:00"),
        ("2026-03-01T01:30:00Z", "2026-03-01T09:30:00+08:00"),
        (datetime.fromisoformat("2026-03-01T09:30:00"), "2026-03-01T09:30:00+08:00"),
        (date(2026, 3, 1), "2026-03-01T00:00:00+08:00"),
        (46082.5, "2026-03-01T12:00:00+08:00"),
    ],
)
def test_a_moment_is_read_however_it_is_written(cell, expected):
    assert moment_of(cell, at=NOW) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("cell", [None, ""])
def test_an_empty_cell_is_no_moment(cell):
    assert moment_of(cell, at=NOW) is None


@pytest.mark.parametrize(
    "cell",
    ["昨天", "2026-02-30", "2026-13-01", "0219-01-01", "2030-01-01", 5, True, ["x"], "1.3.2026"],
)
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(ValidationError):
        moment_of(cell, at=NOW)


@pytest.mark.parametrize(("cell", "expected"), [(7.0, "7"), (7.5, "7.5"), (7, "7"), (None, "")])
def test_numbers_are_text_without_a_needless_point(cell, expected):
    assert text_of(cell) == expected


@pytest.mark.parametrize("cell", [date(2026, 3, 1), {"a": 1}, ["x"]])
def test_a_date_or_list_is_no_text(cell):
    with pytest.raises(ValidationError):
        text_of(cell)


@pytest.mark.parametrize(("cell", "expected"), [("12", 12), (12.0, 12), (None, 0), (" 3 ", 3)])
def test_a_count_is_a_whole_number(cell, expected):
    assert count_of(cell) == expected


@pytest.mark.parametrize("cell", ["-1", "1.5", "many", "١٢", 9_999_999_999, 2.5])
def test_what_is_no_whole_number_is_no_count(cell):
    with pytest.raises(ValidationError):
        count_of(cell)
