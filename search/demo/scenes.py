"""The scenes of the demo's pictures."""

from collections.abc import Callable

from search.demo.canvas import INK, PAPER, Canvas
from search.demo.things import (
    BRICK_DARK,
    LIGHT,
    ROOF,
    TRUNK,
    bench,
    block,
    lamp,
    person,
    tree,
    water,
)

STONE, PATH = "#cfc6b4", "#e3d8c3"


def river() -> Canvas:
    """Two banks, a bridge, evening."""
    canvas = Canvas("#f2c9a1", "#f8ead2")
    canvas.disc(88, 24, 7, "#f7a66b")
    canvas.hills(40, 4, "#b5b79a")
    canvas.hills(45, 2, "#93a583", phase=2)
    water(canvas, 50)
    canvas.box(-1, 46, 122, 1.6, STONE)
    for x in (14, 44, 74, 104):
        canvas.box(x, 46, 2.4, 10, STONE)
    canvas.shape([(0, 75), (0, 66), (120, 71), (120, 75)], PATH)
    lamp(canvas, 20, 68)
    person(canvas, 60, 70, "#b5533c")
    person(canvas, 65, 70.4, "#4f6d7a", 0.9)
    return canvas


def estate() -> Canvas:
    """Old blocks of flats at dusk, a lamp between them."""
    canvas = Canvas("#c3d3d6", "#f3e6d2")
    block(canvas, 6, 62, 6, 5)
    block(canvas, 44, 62, 7, 4, lit=4)
    block(canvas, 82, 62, 6, 6, lit=5)
    canvas.box(-1, 62, 122, 14, PATH)
    tree(canvas, 40, 64, 1.2)
    tree(canvas, 76, 65, 1.5)
    lamp(canvas, 70, 68)
    person(canvas, 54, 71, "#4f6d7a")
    return canvas


def kilometre() -> Canvas:
    """An old person and a child on their way."""
    canvas = Canvas("#cfe0dc", "#f7efdf")
    canvas.hills(48, 3, "#b9c9a4")
    block(canvas, 84, 56, 4, 5, lit=6)
    canvas.shape([(48, 50), (56, 50), (98, 75), (14, 75)], PATH)
    for x, size in ((12, 1.4), (28, 1.0), (108, 1.3)):
        tree(canvas, x, 62, size)
    person(canvas, 54, 70, "#8a6a7b", 1.6)
    person(canvas, 62, 70, "#e0a458", 1.0)
    canvas.line([(56.2, 63.5), (60.8, 65.5)], INK, 0.5)
    return canvas


def anytime() -> Canvas:
    """A letter box under a tree."""
    canvas = Canvas("#d8e4df", "#f6efe2")
    canvas.hills(56, 2, "#b9c9a4")
    tree(canvas, 84, 64, 2.6)
    canvas.box(40, 34, 16, 24, "#b5533c", round=2)
    canvas.box(43, 40, 10, 1.6, INK, round=0.8)
    canvas.box(46.5, 58, 3, 8, INK)
    canvas.shape([(58, 22), (76, 18), (78, 30), (60, 34)], PAPER)
    canvas.line([(58, 22), (68.5, 27), (76, 18)], "#b9ab92", 0.5)
    return canvas


def seat() -> Canvas:
    """A bench by the water."""
    canvas = river()
    bench(canvas, 84, 72, 20)
    return canvas


def stairs() -> Canvas:
    """A dark staircase with one light."""
    canvas = Canvas("#4a4a52", "#6b6560")
    for step in range(9):
        canvas.box(
            18 + step * 9, 66 - step * 6, 84 - step * 9, 6, "#8d857b" if step % 2 else "#7d766d"
        )
    canvas.line([(16, 58), (96, 5)], TRUNK, 1.0)
    canvas.glow(34, 20, 16, LIGHT)
    canvas.disc(34, 18, 2.4, "#fff6dc")
    return canvas


def boiler() -> Canvas:
    """A brick hall with a chimney."""
    canvas = Canvas("#d5dde0", "#f1e7d6")
    canvas.box(78, 8, 7, 50, BRICK_DARK)
    canvas.box(24, 32, 62, 32, "#c4785a")
    canvas.shape([(20, 32), (55, 20), (90, 32)], ROOF)
    for x in (30, 44, 58, 72):
        canvas.box(x, 38, 8, 14, "#8fa7ad", round=3.8)
    canvas.box(-1, 64, 122, 12, STONE)
    tree(canvas, 12, 66, 1.4)
    return canvas


def boat() -> Canvas:
    """A moored pontoon with lit windows."""
    canvas = Canvas("#8fa9b8", "#f0d8b8")
    canvas.hills(44, 3, "#7f8f7c")
    water(canvas, 52)
    canvas.shape([(26, 54), (98, 54), (92, 62), (32, 62)], "#7b4b3e")
    canvas.box(36, 42, 50, 12, PAPER)
    canvas.box(44, 34, 30, 8, PAPER)
    for x in range(40, 84, 7):
        canvas.box(x, 45, 4, 5, LIGHT, round=0.4)
    return canvas


def lotus() -> Canvas:
    """Withered lotus and a bird."""
    canvas = Canvas("#dfe4dc", "#f3ead8")
    water(canvas, 40)
    for x in range(8, 118, 11):
        top = 34 + (x * 7) % 18
        canvas.line([(x, 72), (x + 1.5, top)], "#7d6a4f", 0.6)
        canvas.shape(
            [(x - 4, top + 2), (x + 1.5, top - 2), (x + 7, top + 3), (x + 1, top + 4)], "#9a8257"
        )
    canvas.shape([(82, 25), (90, 24), (86, 30), (79, 33)], "#2f7f93")
    canvas.disc(89, 24, 2.2, "#2f7f93")
    canvas.shape([(91, 23.4), (95, 24), (91, 24.8)], "#c9772f")
    return canvas


def school() -> Canvas:
    """A school gate with children."""
    canvas = Canvas("#cfe2ea", "#f7efdf")
    block(canvas, 30, 52, 4, 12, lit=50)
    canvas.box(-1, 52, 122, 24, PATH)
    canvas.box(46, 40, 3, 14, BRICK_DARK)
    canvas.box(72, 40, 3, 14, BRICK_DARK)
    canvas.box(45, 37, 31, 4, "#b5533c", round=1)
    for x, coat in (
        (40, "#e0a458"),
        (52, "#4f6d7a"),
        (60, "#b5533c"),
        (68, "#5d8a66"),
        (82, "#8a6a7b"),
    ):
        person(canvas, x, 66, coat, 0.9)
    return canvas


def village() -> Canvas:
    """Houses by a pond."""
    canvas = Canvas("#d3e3e0", "#f7efdf")
    canvas.hills(40, 6, "#a9bd92")
    for x in (18, 46, 78):
        canvas.box(x, 40, 20, 14, PAPER)
        canvas.shape([(x - 3, 40), (x + 10, 31), (x + 23, 40)], ROOF)
        canvas.box(x + 8, 46, 4, 8, TRUNK)
    water(canvas, 58)
    tree(canvas, 70, 56, 1.3)
    return canvas


def market() -> Canvas:
    """Stalls with awnings and lights."""
    canvas = Canvas("#55607a", "#e9b98c")
    canvas.box(-1, 60, 122, 16, STONE)
    for number, colour in enumerate(("#b5533c", "#5d8a66", "#e0a458", "#4f6d7a")):
        x = 6 + number * 29
        canvas.shape([(x, 40), (x + 24, 40), (x + 27, 47), (x - 3, 47)], colour)
        canvas.box(x, 54, 24, 8, TRUNK)
        lamp(canvas, x + 12, 60, 20)
        person(canvas, x + 18, 70, PAPER, 0.9)
    return canvas


def ramp() -> Canvas:
    """A gentle way down to the water, with two rails."""
    canvas = Canvas("#cfe0dc", "#f7efdf")
    canvas.hills(36, 4, "#b9c9a4")
    water(canvas, 46)
    canvas.shape([(-1, 40), (30, 40), (96, 66), (96, 76), (-1, 76)], STONE)
    canvas.shape([(-1, 44), (26, 44), (92, 69), (92, 76), (-1, 76)], PATH)
    for drop in (0, 4):
        canvas.line([(0, 33 + drop), (30, 33 + drop), (95, 59 + drop)], INK, 0.5)
    for x in range(32, 96, 9):
        top = 33 + (x - 30) * 0.4
        canvas.line([(x, top), (x, top + 8)], INK, 0.5)
    person(canvas, 20, 62, "#b5533c", 1.2)
    return canvas


def landing() -> Canvas:
    """The staircase with a folding seat on the wall."""
    canvas = stairs()
    canvas.box(72, 12, 16, 1.6, PAPER, round=0.5)
    canvas.line([(73, 13), (78, 19)], INK, 0.6)
    canvas.line([(92, 6), (92, 20)], PAPER, 1.0)
    return canvas


SCENES: dict[str, Callable[[], Canvas]] = {
    "anytime": anytime,
    "bench": seat,
    "boat": boat,
    "boiler": boiler,
    "estate": estate,
    "kilometre": kilometre,
    "lotus": lotus,
    "market": market,
    "ramp": ramp,
    "river": river,
    "school": school,
    "seat": landing,
    "stairs": stairs,
    "village": village,
}
