"""The curve by threshold: where its lines and labels go. Pure; a template draws the SVG.

Lengths are units of the SVG's viewBox, y grows downwards, and all are rounded to a tenth.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.repeats.figures import Point

WIDTH, HEIGHT = 320, 220
LEFT, RIGHT, TOP, BOTTOM = 40.0, 308.0, 12.0, 184.0
GRID = (0, 25, 50, 75, 100)  # percent
LABELS = (0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True)
class Curve:
    """Two lines as SVG point lists, the grid, the labels, and the threshold in use."""

    precision: str
    recall: str
    grid: tuple[tuple[float, int], ...]
    labels: tuple[tuple[float, float], ...]
    in_use: float
    width: int = WIDTH
    height: int = HEIGHT
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM


def curve(points: Sequence[Point], *, threshold: float) -> Curve:
    """Precision and recall (0 to 1, upwards) over the threshold (0 to 1, to the right).

    Where nothing is known of a share, its line leaves the point out.
    """
    return Curve(
        precision=_line([(one.threshold, one.quality.precision.value) for one in points]),
        recall=_line([(one.threshold, one.quality.recall.value) for one in points]),
        grid=tuple((_y(percent / 100), percent) for percent in GRID),
        labels=tuple((_x(label), label) for label in LABELS),
        in_use=_x(threshold),
    )


def _line(values: Sequence[tuple[float, float | None]]) -> str:
    return " ".join(f"{_x(x)},{_y(y)}" for x, y in values if y is not None)


def _x(value: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * value, 1)


def _y(value: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value, 1)
