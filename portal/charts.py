"""The geometry of charts: where lines, bars and labels go. Pure; templates draw the SVG.

Lengths are units of the SVG's viewBox, y grows downwards, and all are rounded to a tenth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10

STEPS = (1, 2, 2.5, 5, 10)
"""Round steps of an axis, times a power of ten."""

WIDTH = 320
"""As wide as a small phone, so that the labels keep their size there."""


@dataclass(frozen=True)
class Tick:
    """A line of the value axis and the value that it stands for."""

    y: float
    value: float


@dataclass(frozen=True)
class Mark:
    """A value of a trend. `x` and `y` are its place, `y` is None where there is no value."""

    x: float
    y: float | None
    label: str
    value: float | None


@dataclass(frozen=True)
class Trend:
    """A line chart. `lines` are SVG point lists, one for each unbroken run of values."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """A bar with its label above it: `y` is the bar's upper edge, `text_y` the label's foot."""

    label: str
    value: float
    width: float
    y: float
    text_y: float


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, one below the other."""

    width: int
    height: int
    thickness: int
    bars: tuple[Bar, ...]


def axis(largest: float, *, steps: int = 4) -> tuple[float, ...]:
    """Round values from 0 up to at least `largest`, in at most `steps` equal steps."""
    if largest <= 0:
        return (0, 1)
    rough = largest / steps
    power = 10 ** floor(log10(rough))
    step = next(factor * power for factor in STEPS if factor * power >= rough * (1 - 1e-9))
    count = ceil(largest / step * (1 - 1e-9))
    return tuple(round(step * number, 10) for number in range(count + 1))


def trend(
    values: Sequence[tuple[str, float | None]],
    *,
    width: int = WIDTH,
    height: int = 210,
    left: float = 52,
    below: float = 32,
) -> Trend:
    """A line through `values` (label, value), from left to right; None leaves a gap.

    `left` and `below` is the room for the labels of the axes.
    """
    ticks = axis(max((value for _label, value in values if value is not None), default=0))
    top, bottom, right = 12.0, height - below, width - 12.0
    step = (right - left) / max(len(values) - 1, 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * value / ticks[-1], 1)

    marks = tuple(
        Mark(round(left + step * place, 1), None if value is None else y(value), label, value)
        for place, (label, value) in enumerate(values)
    )
    return Trend(
        width=width,
        height=height,
        left=left,
        right=right,
        bottom=bottom,
        ticks=tuple(Tick(y(value), value) for value in ticks),
        marks=marks,
        lines=tuple(_lines(marks)),
    )


def _lines(marks: Iterable[Mark]) -> Iterable[str]:
    """The point lists of the runs without a gap."""
    for has_value, run in groupby(marks, key=lambda mark: mark.y is not None):
        if has_value:
            yield " ".join(f"{mark.x},{mark.y}" for mark in run)


def bars(
    values: Sequence[tuple[str, float]], *, width: int = WIDTH, thickness: int = 10, label: int = 24
) -> Bars:
    """Bars for `values` (label, value) in their order; the longest is as wide as the chart.

    `label` is the room for the line of text above each bar.
    """
    largest = max((value for _label, value in values), default=0)
    row = label + thickness + 12
    return Bars(
        width=width,
        height=max(row * len(values), 1),
        thickness=thickness,
        bars=tuple(
            Bar(
                label=name,
                value=value,
                width=round(width * value / largest, 1) if largest else 0,
                y=row * place + label,
                text_y=row * place + label - 7,
            )
            for place, (name, value) in enumerate(values)
        ),
    )


@dataclass(frozen=True)
class Span:
    """A value with its interval: `x`, `start` and `end` on the axis; `text_y` the label's foot."""

    label: str
    value: float
    low: float
    high: float
    x: float
    start: float
    end: float
    y: float
    text_y: float


@dataclass(frozen=True)
class Spans:
    """Values with their intervals on one axis, one below the other.

    `ticks` are (x, label, anchor): the outermost labels stay inside the chart.
    """

    width: int
    height: int
    bottom: float
    ticks: tuple[tuple[float, str, str], ...]
    spans: tuple[Span, ...]


def spans(
    values: Sequence[tuple[str, float, float, float]],
    *,
    ticks: Sequence[float],
    width: int = WIDTH,
    row: int = 40,
    below: int = 26,
) -> Spans:
    """Values (label, value, lower end, upper end) on an axis from the first to the last tick.

    What lies beyond the axis is drawn at its end.
    """
    left, right = 12.0, width - 12.0

    def x(value: float) -> float:
        inside = min(max(value, ticks[0]), ticks[-1])
        return round(left + (right - left) * (inside - ticks[0]) / (ticks[-1] - ticks[0]), 1)

    height = row * len(values) + below
    return Spans(
        width=width,
        height=height,
        bottom=float(height - below),
        ticks=tuple(
            (x(tick), f"{tick:g}", _anchor(place, len(ticks))) for place, tick in enumerate(ticks)
        ),
        spans=tuple(
            Span(name, value, low, high, x(value), x(low), x(high), row * n + 28.0, row * n + 16.0)
            for n, (name, value, low, high) in enumerate(values)
        ),
    )


def _anchor(place: int, count: int) -> str:
    """On which side of its tick the label at `place` of `count` stands."""
    return "start" if place == 0 else "end" if place == count - 1 else "middle"
