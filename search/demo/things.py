"""Things that stand in the demo's pictures: trees, houses, people, water."""

from search.demo.canvas import INK, Canvas, Point

LEAVES, LEAVES_LIGHT, TRUNK = "#5d8a66", "#86ac78", "#7a5c46"
BRICK, BRICK_DARK, ROOF = "#c4785a", "#a9624a", "#6f5a57"
WATER, WATER_LIGHT = "#7fb0b8", "#a8cdcf"
LIGHT, SKIN = "#ffe3a0", "#e9c3a1"


def tree(canvas: Canvas, x: float, ground: float, size: float = 1.0) -> None:
    """A round tree on the ground."""
    canvas.box(x - 0.5 * size, ground - 6 * size, size, 6 * size, TRUNK)
    canvas.disc(x, ground - 9 * size, 4.6 * size, LEAVES)
    canvas.disc(x + 1.6 * size, ground - 10.4 * size, 2.6 * size, LEAVES_LIGHT)


def block(
    canvas: Canvas, x: float, ground: float, floors: int, columns: int, *, lit: int = 3
) -> None:
    """A block of flats; every `lit`-th window shines."""
    width, height = columns * 5 + 2, floors * 6 + 2
    canvas.box(x, ground - height, width, height, BRICK)
    canvas.box(x - 0.6, ground - height - 1.2, width + 1.2, 1.6, ROOF)
    for number in range(floors * columns):
        row, column = divmod(number, columns)
        colour = LIGHT if number % lit == 0 else "#8fa7ad"
        canvas.box(x + 2 + column * 5, ground - height + 2 + row * 6, 3, 3.4, colour, round=0.3)


def water(canvas: Canvas, top: float) -> None:
    """Water from `top` down, with a few waves."""
    canvas.box(-1, top, 122, 76 - top, WATER)
    for number in range(14):
        x, y = (number * 37) % 118, top + 2 + (number * 5) % max(74 - top - 2, 3)
        canvas.line([(x, y), (x + 9, y)], WATER_LIGHT, 0.5)


def person(canvas: Canvas, x: float, ground: float, coat: str, size: float = 1.0) -> None:
    """Somebody standing."""
    body: list[Point] = [
        (x - 1.5 * size, ground),
        (x + 1.5 * size, ground),
        (x + size, ground - 6 * size),
        (x - size, ground - 6 * size),
    ]
    canvas.shape(body, coat)
    canvas.disc(x, ground - 7.4 * size, 1.5 * size, SKIN)
    canvas.box(x - 1.5 * size, ground - 9 * size, 3 * size, 1.2 * size, INK, round=0.5 * size)


def bench(canvas: Canvas, x: float, ground: float, width: float = 16.0) -> None:
    """A bench with a back and two arms."""
    canvas.box(x, ground - 4.4, width, 1.1, TRUNK, round=0.4)
    canvas.box(x, ground - 8.2, width, 1.0, TRUNK, round=0.4)
    canvas.box(x, ground - 6.6, width, 1.0, TRUNK, round=0.4)
    for leg in (x + 1, x + width - 1.8):
        canvas.box(leg, ground - 8.2, 0.8, 8.2, INK)


def lamp(canvas: Canvas, x: float, ground: float, height: float = 16.0) -> None:
    """A street lamp with its light."""
    canvas.glow(x, ground - height, 9, LIGHT)
    canvas.box(x - 0.3, ground - height, 0.6, height, INK)
    canvas.disc(x, ground - height, 1.2, "#fff6dc")
