"""Numbers, percentages and periods in every way that people write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.hotline import cells
from portal.hotline.cells import UnusableCell
from portal.hotline.periods import Period, PeriodKind, UnknownPeriod, period


@pytest.mark.parametrize("cell", [1234, 1234.0, "1234", "1,234", "１２３４", " 1 234 ", "1，234"])
def test_a_count_is_read(cell):
    assert cells.count(cell) == 1234


@pytest.mark.parametrize("cell", [None, "", " ", "-", "—", "无"])
def test_an_empty_cell_is_no_figure(cell):
    assert (cells.count(cell), cells.days(cell), cells.percentage(cell)) == (None, None, None)


@pytest.mark.parametrize(
    "cell",
    ["abc", "12件", -1, "-5", 1.5, "1e99", "9" * 40, True, "NaN", "inf", [1], "=A1", "1.2.3"],
)
def test_what_is_no_count_is_refused(cell):
    with pytest.raises(UnusableCell):
        cells.count(cell)


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("95.3%", "95.30"),
        ("95.3", "95.30"),
        ("９５．３％", "95.30"),
        ("95.3 %", "95.30"),
        (95.3, "95.30"),
        (0.953, "95.30"),
        (1, "100.00"),
        (100, "100.00"),
        ("100%", "100.00"),
        (0, "0.00"),
        ("0%", "0.00"),
        ("0.5%", "0.50"),
        ("33.335%", "33.34"),
    ],
)
def test_a_percentage_is_read_as_number_and_as_text(cell, share):
    assert cells.percentage(cell) == Decimal(share)


@pytest.mark.parametrize("cell", ["0.953", "1", "101%", 101, "-1%", "many", "=B2/B3"])
def test_a_percentage_that_may_mean_two_things_or_none_is_refused(cell):
    with pytest.raises(UnusableCell):
        cells.percentage(cell)


@pytest.mark.parametrize(("cell", "days"), [("3.5", "3.50"), ("3.5天", "3.50"), (3, "3.00")])
def test_days_are_read(cell, days):
    assert cells.days(cell) == Decimal(days)


@pytest.mark.parametrize("cell", ["-1", "10000", "soon"])
def test_what_is_no_number_of_days_is_refused(cell):
    with pytest.raises(UnusableCell):
        cells.days(cell)


def test_a_name_is_one_line_as_written():
    assert cells.name(" 区政府（含\n街道） ") == "区政府（含 街道）"


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "@x", "+1", "＝1", "长" * 61])
def test_formulas_and_endless_names_are_refused(cell):
    with pytest.raises(UnusableCell):
        cells.name(cell)


@pytest.mark.parametrize(
    "cell",
    ["2026年1月", "2026-01", "2026/1", "2026.1", "202601", "２０２６年１月", "2026 年 1 月", 202601]
    + [date(2026, 1, 31), datetime(2026, 1, 31, tzinfo=UTC)],
)
def test_a_month_is_read_in_every_form(cell):
    assert period(cell) == Period(date(2026, 1, 1))


@pytest.mark.parametrize("cell", ["2026", "2026年", 2026, 2026.0])
def test_a_year_is_read(cell):
    assert period(cell) == Period(date(2026, 1, 1), PeriodKind.YEAR)


@pytest.mark.parametrize("cell", [None, "", "2026年13月", "2026-00", "1900", "january", "1月", -5])
def test_what_is_no_period_is_refused(cell):
    with pytest.raises(UnknownPeriod):
        period(cell)


def test_a_period_knows_its_names_and_the_months_before_it():
    month, year = Period(date(2026, 2, 1)), Period(date(2026, 1, 1), PeriodKind.YEAR)

    assert (month.title, month.slug, month.back(2)) == ("2026年2月", "2026-02", date(2025, 12, 1))
    assert (year.title, year.slug) == ("2026年", "2026")
