"""Straightening: the page found, set upright, cropped and made bright."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from suggestions.paper.scanning.edges import find_page
from suggestions.paper.scanning.light import brightened
from suggestions.paper.scanning.marks import quarter_turn
from suggestions.paper.scanning.skew import skew_of

Array = NDArray[np.float64]
LOOKED_AT = 900  # points of the copy on which edges and lines are sought
LONGEST_EDGE = 2200  # points of the result: 190 dots per inch of A4
LEVEL = 0.05  # degrees that are left as they are
WHITE = (255, 255, 255)


@dataclass(frozen=True)
class Straightened:
    """The page, and what was done to get it.

    `corners` are those of the page in the upright original, as shares of its width and height;
    None where no edges were found. `turned_by` is in degrees, anticlockwise positive.
    """

    picture: Image.Image
    corners: Array | None
    turned_by: float


def straightened(picture: Image.Image) -> Straightened:
    """`picture` (any mode, with its EXIF orientation) as an upright, cropped, bright page."""
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((2 * LONGEST_EDGE, 2 * LONGEST_EDGE))
    corners = _page_of(upright)
    page = upright if corners is None else _cut_out(upright, corners)
    turned = 0.0 if corners is None else _lean(corners)
    page.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    # before it is turned: the white that comes into its corners is no paper
    page, rest = _levelled(brightened(page))
    quarter = _quarter(page)
    if quarter:
        page = page.rotate(quarter, expand=True)
    shares = None if corners is None else corners / np.array(upright.size)
    return Straightened(page, shares, turned + rest + quarter)


def grey_copy(picture: Image.Image) -> tuple[Array, float]:
    """A small grey copy, and how much larger the picture is."""
    small = picture.convert("L")
    small.thumbnail((LOOKED_AT, LOOKED_AT), Image.Resampling.BOX)
    return np.asarray(small, dtype=float), picture.width / small.width


def _page_of(picture: Image.Image) -> Array | None:
    grey, scale = grey_copy(picture)
    corners = find_page(grey)
    return None if corners is None else (corners + 0.5) * scale


def _cut_out(picture: Image.Image, corners: Array) -> Image.Image:
    """The page within `corners`, seen from straight above."""
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    width, height = round(max(sides[0], sides[2])), round(max(sides[1], sides[3]))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float)
    return picture.transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        _mapping(target, corners),
        Image.Resampling.BICUBIC,
        fillcolor=WHITE,
    )


def _mapping(target: Array, source: Array) -> tuple[float, ...]:
    """The eight coefficients that lead from `target` points to `source` points, as Pillow wants."""
    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    return tuple(np.linalg.solve(np.array(rows), source.ravel()))


def _lean(corners: Array) -> float:
    """By how many degrees the upper edge falls to the right."""
    across = corners[1] - corners[0]
    return float(np.degrees(np.arctan2(across[1], across[0])))


def _levelled(page: Image.Image) -> tuple[Image.Image, float]:
    """`page` turned until its lines are level, and by how many degrees."""
    skew = skew_of(grey_copy(page)[0])
    if skew is None or abs(skew) < LEVEL:
        return page, 0.0
    turned = page.rotate(skew, Image.Resampling.BICUBIC, expand=False, fillcolor=WHITE)
    return turned, skew


def _quarter(page: Image.Image) -> int:
    """Degrees to turn a page that lies on its side or upside down; forms are upright."""
    found = quarter_turn(page)
    if found is not None:
        return found
    return 90 if page.width > page.height * 1.1 else 0
