"""Photographs of forms, made as a telephone would make them: leaning, in perspective, dim."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from suggestions.paper.drawing.form import FormWords, draw_form, draw_numbers

SIZE = (1240, 1754)  # a page at 150 dots per inch
TABLE = (1800, 2300)
Points = np.ndarray
WORDS = FormWords("家门口的好点子", "青禾市", "东湖站", "东湖路1号", "http://127.0.0.1/track/")


@dataclass(frozen=True)
class Photograph:
    """A picture with where its page really lies: corners in points, upper left first."""

    picture: Image.Image
    corners: Points

    @property
    def shares(self) -> Points:
        """The corners as shares of width and height."""
        return self.corners / np.array(self.picture.size)


def form() -> Image.Image:
    """A form with some handwriting."""
    page = draw_numbers(draw_form(WORDS), "000000126", "7K2M-Q4XP-9TRD", WORDS.address)
    page = page.convert("RGB").resize(SIZE, Image.Resampling.BOX)
    pen = ImageDraw.Draw(page)
    dice = np.random.default_rng(7)
    for row in range(5):
        for column in range(24):
            x, y = 100 + column * 42, 500 + row * 48
            strokes = [tuple(dice.integers((x, y), (x + 32, y + 36))) for _point in range(5)]
            pen.line([(int(a), int(b)) for a, b in strokes], fill="#26365e", width=3)
    return page


def photographed(
    *,
    degrees: float = 0.0,
    pushed: Sequence[tuple[float, float]] = ((0, 0),) * 4,
    dim: float = 1.0,
    shadow: float = 0.0,
) -> Photograph:
    """The form on a dark table: turned clockwise, its corners pushed by points, in poor light.

    `dim` scales the light, `shadow` takes as much of it away from one corner to the other.
    """
    page = form()
    corners = _turned(degrees) + np.array(pushed, dtype=float)
    table = Image.new("RGB", TABLE, "#57483a")
    laid = page.transform(
        TABLE, Image.Transform.PERSPECTIVE, _coefficients(corners), Image.Resampling.BICUBIC
    )
    cover = Image.new("L", TABLE, 0)
    ImageDraw.Draw(cover).polygon([tuple(point) for point in corners], fill=255)
    table.paste(laid, mask=cover)
    return Photograph(_lit(table.filter(ImageFilter.GaussianBlur(0.8)), dim, shadow), corners)


def _turned(degrees: float) -> Points:
    width, height = SIZE
    box = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float)
    lean = np.radians(degrees)
    turn = np.array([(np.cos(lean), np.sin(lean)), (-np.sin(lean), np.cos(lean))])
    return (box - np.array(SIZE) / 2) @ turn + np.array(TABLE) / 2


def _coefficients(corners: Points) -> tuple[float, ...]:
    width, height = SIZE
    box = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float)
    rows = []
    for (x, y), (u, v) in zip(corners, box, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    return tuple(np.linalg.solve(np.array(rows), box.ravel()))


def _lit(picture: Image.Image, dim: float, shadow: float) -> Image.Image:
    colours = np.asarray(picture, dtype=float)
    across = np.linspace(0, 1, colours.shape[1])[None, :]
    down = np.linspace(0, 1, colours.shape[0])[:, None]
    light = dim * (1 - shadow * (across + down) / 2)
    noise = np.random.default_rng(3).normal(0, 3, colours.shape)
    return Image.fromarray(np.clip(colours * light[..., None] + noise, 0, 255).astype(np.uint8))


def overlap(one: Points, other: Points) -> float:
    """Intersection over union of two outlines, given as shares; 1.0 if they are the same."""
    masks = []
    for outline in (one, other):
        mask = Image.new("1", (1000, 1000))
        points = [(float(x) * 1000, float(y) * 1000) for x, y in outline]
        ImageDraw.Draw(mask).polygon(points, fill=1)
        masks.append(np.asarray(mask))
    return float((masks[0] & masks[1]).sum() / (masks[0] | masks[1]).sum())


def contrast(picture: Image.Image) -> float:
    """Steps of grey between paper and ink: the 90th minus the 1st percentile."""
    grey = np.asarray(picture.convert("L"), dtype=float)
    return float(np.percentile(grey, 90) - np.percentile(grey, 1))


def unevenness(picture: Image.Image) -> float:
    """By how much the paper of the four quarters differs in brightness."""
    grey = np.asarray(picture.convert("L"), dtype=float)
    height, width = grey.shape
    halves = (slice(0, height // 2), slice(height // 2, height))
    sides = (slice(0, width // 2), slice(width // 2, width))
    paper = [float(np.percentile(grey[rows, columns], 80)) for rows in halves for columns in sides]
    return max(paper) - min(paper)
