"""WCAG 2.2 AA contrast, computed over the tokens: text 4.5:1, what controls look like 3:1."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEXT, SHAPE = 4.5, 3.0
PAPERS = ("page", "surface", "surface-sunken")
SOFT = ("info", "success", "warning", "danger", "neutral")

READ_ON_PAPER = [
    (ink, paper, TEXT)
    for ink in ("text", "text-soft", "link", "link-hover", "link-visited", "accent-strong", *SOFT)
    for paper in PAPERS
]
READ_ON_COLOUR = [
    ("text-on-accent", "accent", TEXT),
    ("text-on-accent", "accent-strong", TEXT),
    ("text-on-deep", "surface-deep", TEXT),
    ("text-soft-on-deep", "surface-deep", TEXT),
    ("link-on-deep", "surface-deep", TEXT),
    ("gold-strong", "gold-soft", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("text", "gold", TEXT),
    ("text", "gold-soft", TEXT),
    ("page", "text", TEXT),
    ("focus-edge", "focus", TEXT),
    *[(name, f"{name}-soft", TEXT) for name in SOFT],
    *[("text", f"{name}-soft", TEXT) for name in SOFT],
    *[("link", f"{name}-soft", TEXT) for name in SOFT],
]
SEEN = [
    ("line-strong", "page", SHAPE),
    ("line-strong", "surface", SHAPE),
    ("line-strong", "surface-sunken", SHAPE),
    ("accent", "page", SHAPE),
    ("accent", "surface", SHAPE),
    ("success", "neutral-soft", SHAPE),
    ("focus", "surface-deep", SHAPE),
    ("focus-edge", "page", SHAPE),
    ("focus-edge", "surface-sunken", SHAPE),
]


def tokens():
    """The colours by name."""
    css = Path(finders.find("portal/css/tokens.css")).read_text()
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", css))


def luminance(colour):
    """Relative luminance of `#rrggbb` (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_what_the_guideline_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("front", "back", "least"), [*READ_ON_PAPER, *READ_ON_COLOUR, *SEEN])
def test_pair_has_enough_contrast(front, back, least):
    colours = tokens()

    assert contrast(colours[front], colours[back]) >= least
