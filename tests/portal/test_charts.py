"""The geometry of charts."""

import pytest

from portal.charts import WIDTH, axis, bars, spans, trend


@pytest.mark.parametrize(
    ("largest", "values"),
    [
        (0, (0, 1)),
        (1, (0, 0.25, 0.5, 0.75, 1)),
        (7, (0, 2, 4, 6, 8)),
        (100, (0, 25, 50, 75, 100)),
        (15962, (0, 5000, 10000, 15000, 20000)),
        (0.7, (0, 0.2, 0.4, 0.6, 0.8)),
    ],
)
def test_an_axis_has_round_values_up_to_the_largest(largest, values):
    assert axis(largest) == values


def test_the_largest_value_never_leaves_the_chart():
    for largest in range(1, 3000):
        values = axis(largest)
        assert values[-1] >= largest
        assert len(values) <= 5


def test_a_trend_runs_from_left_to_right_and_up_with_its_values():
    chart = trend([("a", 0), ("b", 50), ("c", 100)])

    first, second, third = chart.marks
    assert (first.x, third.x) == (chart.left, chart.right)
    assert first.x < second.x < third.x
    assert chart.bottom == first.y > second.y > third.y
    assert chart.lines == (f"{first.x},{first.y} {second.x},{second.y} {third.x},{third.y}",)


def test_a_missing_value_breaks_the_line():
    chart = trend([("a", 1), ("b", None), ("c", 3), ("d", 4)])

    assert [len(line.split()) for line in chart.lines] == [1, 2]
    assert chart.marks[1].y is None


@pytest.mark.parametrize("values", [[], [("a", None)], [("a", 0)], [("a", 5)]])
def test_a_trend_of_little_or_nothing_is_drawn(values):
    assert len(trend(values).marks) == len(values)


def test_the_longest_bar_is_as_wide_as_the_chart():
    chart = bars([("a", 50), ("b", 100), ("c", 0)])

    assert [bar.width for bar in chart.bars] == [WIDTH / 2, WIDTH, 0]
    assert chart.bars[0].y < chart.bars[1].y < chart.bars[2].y < chart.height


@pytest.mark.parametrize("values", [[], [("a", 0)]])
def test_bars_of_nothing_have_no_width(values):
    assert [bar.width for bar in bars(values).bars] == [0] * len(values)


def test_spans_lie_on_one_axis_and_end_with_it():
    chart = spans(
        [("针对性", 0.5, 0.25, 1.0), ("公益性", -3.0, -4.0, 0.0)], ticks=(-1, 0, 1), width=224
    )

    first, second = chart.spans
    assert (first.x, first.start, first.end) == (162.0, 137.0, 212.0)
    assert (second.x, second.start, second.end) == (12.0, 12.0, 112.0)
    assert (first.y, second.y, chart.height) == (28.0, 68.0, 106)


def test_labels_of_an_axis_stay_inside_the_chart():
    chart = spans([("针对性", 0.5, 0.25, 1.0)], ticks=(-0.2, 0.667, 1.0))

    assert [(label, anchor) for _x, label, anchor in chart.ticks] == [
        ("-0.2", "start"),
        ("0.667", "middle"),
        ("1", "end"),
    ]
