"""Light: paper becomes evenly white and ink dark, whatever lamp and shadow did."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Array = NDArray[np.float64]
SMALL_EDGE = 300  # points of the copy on which the light is measured
WINDOW = 15  # points of that copy: wider than a stroke of writing
PAPER = 250.0  # what paper becomes
DARKEST, INK = 2.0, 30.0
"""Percentile of the page taken for ink, and the grey it becomes."""
LEAST_ROOM = 40.0  # steps of grey between ink and paper; an empty page is not stretched further


def brightened(picture: Image.Image) -> Image.Image:
    """`picture` (RGB) divided by the light that fell on it, and stretched from ink to paper.

    The light is the brightest that lies around each point, made smooth.
    """
    colours = np.asarray(picture, dtype=float)
    light = _light(picture)
    flat = colours / np.maximum(light, 1)[..., None]
    ink = float(np.percentile(flat.mean(axis=2), DARKEST))
    room = max(1 - ink, LEAST_ROOM / 255)
    stretched = INK + (flat - (1 - room)) / room * (PAPER - INK)
    return Image.fromarray(np.clip(stretched, 0, 255).astype(np.uint8))


def _light(picture: Image.Image) -> Array:
    small = picture.convert("L")
    small.thumbnail((SMALL_EDGE, SMALL_EDGE), Image.Resampling.BOX)
    brightest = ndimage.percentile_filter(np.asarray(small, dtype=float), 90, size=WINDOW)
    smooth = ndimage.gaussian_filter(brightest, WINDOW / 3)
    large = Image.fromarray(smooth.astype(np.float32)).resize(
        picture.size, Image.Resampling.BICUBIC
    )
    return np.asarray(large, dtype=float)
