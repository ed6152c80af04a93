"""Edges: where on a photograph the sheet of paper lies."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import ConvexHull, QhullError

Array = NDArray[np.float64]
SMALLEST_SHARE, LARGEST_SHARE = 0.2, 0.97
"""Of the picture: less is no page, more is a scan that the page fills."""
FULLEST = 0.9
"""How much of its four-cornered outline a page covers at least."""
BACKGROUND = 12.0
"""Steps of grey by which paper is brighter than what it lies on, at least."""
TRIMMED = 0.12  # of each side, at both ends: corners of paper are bent
STEPS = 400  # points looked at along each side
CLOSE = 0.012  # of the picture: how far from a straight side a point of it may be


def find_page(grey: Array) -> Array | None:
    """The corners of the paper in a grey picture (rows, columns; 0 to 255), or None.

    Four points (x, y): upper left, upper right, lower right, lower left. Paper is the largest
    connected part that is brighter than Otsu's threshold (N. Otsu, IEEE Trans. SMC 9, 1979,
    62-66); a straight line is fitted to each of its sides.
    """
    smooth = ndimage.gaussian_filter(grey, 1.5)
    mask = _largest(smooth > otsu(smooth))
    share = mask.mean()
    if not SMALLEST_SHARE <= share <= LARGEST_SHARE:
        return None
    if smooth[mask].mean() - smooth[~mask].mean() < BACKGROUND:
        return None
    corners = _corners(mask)
    if corners is None or mask.sum() < FULLEST * area(corners):
        return None
    return corners


def otsu(grey: Array) -> float:
    """The grey that parts dark and bright best: largest variance between the two classes."""
    counts, borders = np.histogram(grey, bins=256, range=(0, 256))
    middles = (borders[:-1] + borders[1:]) / 2
    dark = np.cumsum(counts)
    bright = dark[-1] - dark
    total = np.cumsum(counts * middles)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = dark * bright * (total / dark - (total[-1] - total) / bright) ** 2
    return float(middles[np.argmax(np.nan_to_num(between[:-1]))])


def area(corners: Array) -> float:
    """The area within corners given in order (shoelace formula)."""
    x, y = corners.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def _largest(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest connected part of `mask`, without holes: what is written is paper too."""
    # closed first: a line across the page must not cut it in two
    closed = ndimage.binary_closing(np.pad(mask, 4), iterations=3)[4:-4, 4:-4]
    labels, count = ndimage.label(closed)
    if not count:
        return closed
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    filled: NDArray[np.bool_] = ndimage.binary_fill_holes(labels == sizes.argmax())
    return filled


def _corners(mask: NDArray[np.bool_]) -> Array | None:
    rows, columns = np.nonzero(mask & ~ndimage.binary_erosion(mask))
    border = np.column_stack([columns, rows]).astype(float)
    try:
        hull = border[ConvexHull(border).vertices]
    except QhullError:
        return None
    rough = _rough(hull)
    lines = [_side(border, rough[side], rough[(side + 1) % 4], mask.shape) for side in range(4)]
    found = [_crossing(lines[side - 1], lines[side]) for side in range(4)]
    if any(point is None for point in found):
        return rough
    return np.array(found)


def _rough(hull: Array) -> Array:
    """The largest four-cornered shape on the hull, upper left first, clockwise.

    Begins with the points farthest along the diagonals and improves one corner at a time.
    """
    x, y = hull.T
    chosen = [np.argmin(x + y), np.argmax(x - y), np.argmax(x + y), np.argmin(x - y)]
    for _round in range(4):
        for corner in range(4):
            before, after = hull[chosen[corner - 1]], hull[chosen[(corner + 1) % 4]]
            across = after - before
            heights = across[0] * (y - before[1]) - across[1] * (x - before[0])
            chosen[corner] = np.argmin(heights)
    found = hull[chosen]
    return np.roll(found, -int(np.argmin(found.sum(axis=1))), axis=0)


def _side(border: Array, start: Array, end: Array, shape: tuple[int, ...]) -> Array | None:
    """The line (a, b, c with ax + by = c) through the border points of one side."""
    along = end - start
    length = float(np.hypot(*along))
    if length < 1:
        return None
    along = along / length
    normal = np.array([-along[1], along[0]])
    relative = border - start
    place, off = relative @ along / length, relative @ normal
    near = (place > TRIMMED) & (place < 1 - TRIMMED) & (np.abs(off) < CLOSE * max(shape))
    points = border[near]
    for _round in range(3):  # leave out what lies beside the line found so far
        if len(points) < 10:
            return None
        line = _fitted(points)
        distance = np.abs(points @ line[:2] - line[2])
        points = points[distance <= max(2 * np.median(distance), 0.75)]
    return line


def _fitted(points: Array) -> Array:
    """The line with the smallest squared distances (total least squares)."""
    middle = points.mean(axis=0)
    _left, _values, directions = np.linalg.svd(points - middle, full_matrices=False)
    normal = directions[1]
    return np.array([normal[0], normal[1], normal @ middle])


def _crossing(one: Array | None, other: Array | None) -> Array | None:
    if one is None or other is None:
        return None
    sides = np.array([one[:2], other[:2]])
    if abs(np.linalg.det(sides)) < 0.2:
        return None
    return np.asarray(np.linalg.solve(sides, np.array([one[2], other[2]])))
