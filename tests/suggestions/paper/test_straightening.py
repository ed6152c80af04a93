"""Photographed forms become upright, cropped and bright: measured on forms made here."""

from io import BytesIO

import pytest
from PIL import Image

from suggestions.paper.scanning.marks import quarter_turn
from suggestions.paper.scanning.skew import skew_of
from suggestions.paper.scanning.straightening import grey_copy, straightened
from tests.suggestions.paper.photographs import (
    contrast,
    form,
    overlap,
    photographed,
    unevenness,
)

CLOSEST = 1.0  # degree
LEANING = [
    {"degrees": 7.0},
    {"degrees": -9.5, "dim": 0.7},
    {"degrees": 20.0, "shadow": 0.4},
    {"degrees": 3.0, "pushed": ((60, 40), (-90, 20), (30, -20), (-20, -60))},
    {"degrees": -4.0, "pushed": ((0, 0), (-150, 60), (-40, -90), (20, 0)), "dim": 0.6},
    {"degrees": 1.5, "dim": 0.5, "shadow": 0.5},
    {"degrees": 176.0},
    {"degrees": 92.0, "dim": 0.8},
    {"degrees": -88.0},
]


@pytest.mark.parametrize("made", LEANING, ids=str)
def test_a_photographed_form_is_level_cropped_and_bright(made):
    photograph = photographed(**made)

    result = straightened(photograph.picture)

    rest = skew_of(grey_copy(result.picture)[0])
    assert rest is not None
    assert abs(rest) < CLOSEST
    assert result.corners is not None
    assert overlap(result.corners, photograph.shares) > 0.97
    assert quarter_turn(result.picture) == 0
    assert contrast(result.picture) > max(180, contrast(photograph.picture))
    assert unevenness(result.picture) < 8


@pytest.mark.parametrize("degrees", [-8.0, -2.3, 0.0, 0.7, 5.5])
def test_a_scan_that_the_page_fills_is_set_level_by_its_lines(degrees):
    page = form().rotate(-degrees, Image.Resampling.BICUBIC, fillcolor="white")

    result = straightened(page)

    assert result.corners is None
    assert result.turned_by == pytest.approx(degrees, abs=0.3)
    assert abs(skew_of(grey_copy(result.picture)[0])) < 0.3


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_a_form_tells_which_way_up_it_is(quarter):
    assert quarter_turn(form().rotate(quarter, expand=True)) == (360 - quarter) % 360


def test_the_way_the_camera_was_held_is_heeded():
    file = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side
    form().rotate(90, expand=True).save(file, "JPEG", exif=exif, quality=90)

    result = straightened(Image.open(file))

    assert result.picture.height > result.picture.width
    assert quarter_turn(result.picture) == 0


def test_an_empty_sheet_is_left_as_it_is():
    result = straightened(Image.new("RGB", (800, 1100), "#eeeeee"))

    assert (result.corners, result.turned_by) == (None, 0.0)
    assert min(result.picture.convert("L").getextrema()) > 200


def test_shadow_is_taken_away_and_ink_stays():
    dim = form().point(lambda grey: int(grey * 0.45))

    result = straightened(dim)

    assert contrast(result.picture) > 1.8 * contrast(dim)
