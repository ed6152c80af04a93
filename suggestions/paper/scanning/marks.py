"""Marks: the printed form says itself which way up it is, by the hollow square in one corner."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

EDGE = 900  # points of the copy that is looked at
CORNER = 0.14  # of the page, from each edge
SMALLEST, LARGEST = 0.01, 0.045  # edge of a mark, of the width of the page
EMPTIEST, FULLEST = 0.62, 0.93
"""How much of its square the hollow mark fills: 0.84 as printed; a solid one fills it all."""
QUARTERS = (0, 90, 180, 270)


def quarter_turn(page: Image.Image) -> int | None:
    """Degrees (0, 90, 180, 270) to turn `page` anticlockwise until it is upright, or None.

    None where no mark is found, as on a form of somebody else's.
    """
    grey = page.convert("L")
    grey.thumbnail((EDGE, EDGE), Image.Resampling.BOX)
    dark = np.asarray(grey) < 110
    found = [turn for turn in QUARTERS if _has_mark(np.rot90(dark, turn // 90))]
    return found[0] if len(found) == 1 else None


def _has_mark(dark: NDArray[np.bool_]) -> bool:
    """Whether the upper left corner holds the hollow square."""
    reach = int(CORNER * max(dark.shape))
    labels, _count = ndimage.label(dark[:reach, :reach])
    shorter = min(dark.shape)
    return any(_is_hollow(labels[box] > 0, shorter) for box in ndimage.find_objects(labels))


def _is_hollow(box: NDArray[np.bool_], width: int) -> bool:
    height, length = box.shape
    if not SMALLEST * width <= min(box.shape) <= max(box.shape) <= LARGEST * width:
        return False
    if not 0.7 <= height / length <= 1.43:
        return False
    middle = box[height // 2, length // 2]
    return not middle and EMPTIEST <= box.mean() <= FULLEST
