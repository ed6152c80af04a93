"""Tables of figures: a month is taken whole or not at all, and every fault names its line."""

from datetime import date
from decimal import Decimal

import pytest

from portal.hotline.figures import Figures, TopicLine, UnitLine, problems
from portal.hotline.periods import Period
from portal.hotline.sheets import MOST_ROWS, read_sheet
from portal.spreadsheets.rows import BrokenRow, Row, UnreadableFile
from tests.portal.hotline.tables import HEADINGS, MONTH, as_rows, topic, total, unit

TODAY = date(2026, 5, 1)
JANUARY, FEBRUARY = Period(date(2026, 1, 1)), Period(date(2026, 2, 1))


def read(table, headings=HEADINGS):
    return read_sheet(as_rows(table, headings), on=TODAY)


def lines(sheet):
    return [error.line for error in sheet.errors]


def test_a_month_with_topics_and_units_is_read():
    sheet = read(MONTH)

    assert sheet.errors == []
    assert sheet.figures == {
        JANUARY: Figures(
            calls=100,
            answered_share=Decimal("95.30"),
            handling_days=Decimal("3.50"),
            satisfaction=Decimal("92.10"),
            ratings=40,
            topics=(TopicLine("停车", 60), TopicLine("其他", 40)),
            units=(
                UnitLine("东街道", 30, Decimal("3.20"), Decimal(93), 10),
                UnitLine("西街道", 20, Decimal("3.20"), Decimal(93), 10),
            ),
        )
    }


def test_period_and_sort_may_be_left_out_below_the_same():
    table = [total(), topic("停车", 60), ["", "", "其他", 40, "", "", "", ""]]

    assert read(table).figures[JANUARY].topics == (TopicLine("停车", 60), TopicLine("其他", 40))


def test_english_headings_are_understood():
    headings = ["period", "row", "name", "calls", "answered_within_15s", "mean_handling_days"]
    headings += ["satisfaction", "ratings"]

    sheet = read([["2026-01", "total", "", 100, 0.953, 3.5, 0.921, 40]], headings)

    assert sheet.figures[JANUARY].answered_share == Decimal("95.30")


@pytest.mark.parametrize("missing", ["期间", "类别", "件数"])
def test_a_table_without_a_needed_column_is_refused(missing):
    rows = [Row(2, {name: "1" for name in HEADINGS if name != missing})]

    with pytest.raises(UnreadableFile, match=missing):
        read_sheet(rows, on=TODAY)


@pytest.mark.parametrize(
    "bad",
    [
        topic("停车", "许多"),
        topic("停车", -60),
        topic("停车", ""),
        topic("", 60),
        topic("=1+1", 60),
        ["2026年1月", "什么", "停车", 60, "", "", "", ""],
        unit("东街道", 10, share="120%"),
        unit("东街道", 10, ratings="x"),
    ],
)
def test_one_bad_row_keeps_its_month_out_and_no_other(bad):
    sheet = read([*MONTH[:3], bad, total("2026年2月")])

    assert list(sheet.figures) == [FEBRUARY]
    assert 5 in lines(sheet)


@pytest.mark.parametrize("broken", [BrokenRow(3, "formula"), Row(3, dict.fromkeys(HEADINGS, "?"))])
def test_a_row_of_unknown_month_spoils_both_its_neighbours(broken):
    march = Row(9, dict(zip(HEADINGS, total("2026年3月"), strict=True)))
    rows = [as_rows([total()])[0], broken, as_rows([total("2026年2月")])[0], march]

    sheet = read_sheet(rows, on=TODAY)

    assert [period.slug for period in sheet.figures] == ["2026-03"]
    assert lines(sheet) == [3]


def test_topics_must_account_for_every_call():
    sheet = read([total(calls=100), topic("停车", 60)])

    assert (sheet.figures, lines(sheet)) == ({}, [2])
    assert "100" in sheet.errors[0].reason
    assert "60" in sheet.errors[0].reason


def test_a_month_without_its_total_is_refused():
    sheet = read([topic("停车", 60)])

    assert (sheet.figures, lines(sheet)) == ({}, [2])


def test_a_month_twice_in_one_table_is_refused_with_both_lines():
    sheet = read([total(), total(calls=200)])

    assert (sheet.figures, lines(sheet)) == ({}, [3])
    assert "2" in sheet.errors[0].reason


def test_a_month_to_come_is_refused():
    sheet = read([total("2026年6月"), total("2026年5月")])

    assert ([period.slug for period in sheet.figures], lines(sheet)) == (["2026-05"], [2])


def test_a_year_stands_beside_its_months():
    sheet = read([total("2025年12月"), total("2025年", calls=9000)])

    assert sorted(period.slug for period in sheet.figures) == ["2025", "2025-12"]


def test_an_endless_table_is_refused():
    row = as_rows([total()])[0]

    with pytest.raises(UnreadableFile):
        read_sheet((row for _number in range(MOST_ROWS + 1)), on=TODAY)


def test_figures_that_add_up_have_no_problem():
    assert problems(Figures(calls=100, topics=(TopicLine("甲", 100),))) == []
    assert problems(Figures(calls=0)) == []


@pytest.mark.parametrize(
    "figures",
    [
        Figures(calls=100, topics=(TopicLine("甲", 101),)),
        Figures(calls=100, topics=(TopicLine("甲", 50), TopicLine("甲", 50))),
        Figures(calls=100, units=(UnitLine("甲", 60), UnitLine("乙", 60))),
        Figures(calls=100, satisfaction=Decimal(90)),
        Figures(calls=100, satisfaction=Decimal(90), ratings=0),
        Figures(calls=100, ratings=101),
        Figures(calls=100, units=(UnitLine("甲", 10, satisfaction=Decimal(90)),)),
        Figures(calls=100, units=(UnitLine("甲", 10, ratings=11),)),
    ],
)
def test_figures_that_do_not_add_up_have_one(figures):
    assert len(problems(figures)) == 1
