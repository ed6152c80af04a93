"""A canvas for the demo's pictures: flat shapes, drawn twice as large and made smooth."""

import math

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 600
SMOOTHING = 2
PAPER, INK = "#f6efe2", "#3d3a36"

Point = tuple[float, float]


class Canvas:
    """Draws in a space of 120 by 75 units, the origin at the top left."""

    def __init__(self, top: str, bottom: str) -> None:
        """Begin with a sky that runs from `top` to `bottom`."""
        size = (WIDTH * SMOOTHING, HEIGHT * SMOOTHING)
        mask = Image.linear_gradient("L").resize(size)
        self.image = Image.composite(
            Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask
        )
        self.pen = ImageDraw.Draw(self.image)
        self.unit = size[0] / 120

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, *, round: float = 0.0
    ) -> None:
        """A rectangle, with rounded corners of radius `round`."""
        edges = self._scaled([(x, y), (x + width, y + height)])
        self.pen.rounded_rectangle(edges, radius=round * self.unit, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A circle around (x, y)."""
        edges = self._scaled([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.ellipse(edges, fill=colour)

    def shape(self, points: list[Point], colour: str) -> None:
        """A polygon."""
        self.pen.polygon(self._scaled(points), fill=colour)

    def line(self, points: list[Point], colour: str, width: float = 0.6) -> None:
        """A line through `points`."""
        self.pen.line(
            self._scaled(points), fill=colour, width=int(width * self.unit), joint="curve"
        )

    def hills(self, height: float, swing: float, colour: str, *, phase: float = 0.0) -> None:
        """A row of hills whose ridge swings around `height`, down to the lower edge."""
        ridge = [
            (x, height + swing * math.sin(x / 17 + phase) + swing / 2 * math.sin(x / 7 + 2 * phase))
            for x in range(-2, 123, 2)
        ]
        self.shape([*ridge, (122, 76), (-2, 76)], colour)

    def glow(self, x: float, y: float, radius: float, colour: str) -> None:
        """Light that fades outwards."""
        mask = Image.new("L", self.image.size, 0)
        edges = self._scaled([(x - radius, y - radius), (x + radius, y + radius)])
        ImageDraw.Draw(mask).ellipse(edges, fill=150)
        mask = mask.filter(ImageFilter.GaussianBlur(radius * self.unit / 3))
        self.image.paste(Image.new("RGB", self.image.size, colour), mask=mask)

    def finished(self) -> Image.Image:
        """The picture in its final size."""
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def _scaled(self, points: list[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]
