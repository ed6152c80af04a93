"""Fonts for certificates: files named in the settings, tried character by character."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageDraw, ImageFont

NOWHERE = "\U0010ffff"
"""No font draws it: what it looks like is how a missing character looks."""
BLANK = " \u3000"


class FontMissing(Exception):
    """A font file is missing, or none of them draws a character; the text says which."""


@lru_cache(maxsize=64)
def fonts(size: int) -> tuple[ImageFont.FreeTypeFont, ...]:
    """The fonts of CERTIFICATE_FONTS that are installed, at `size` pixels.

    Raises FontMissing, with what to install, if there is none.
    """
    found = []
    for place in settings.CERTIFICATE_FONTS:
        path, _mark, index = place.partition("#")
        if Path(path).is_file():
            found.append(ImageFont.truetype(path, size, index=int(index or 0)))
    if not found:
        named = ", ".join(settings.CERTIFICATE_FONTS)
        raise FontMissing(
            f"No font for certificates: install fonts-noto-cjk or set CERTIFICATE_FONTS "
            f"(looked for {named})"
        )
    return tuple(found)


def font_for(character: str, size: int) -> ImageFont.FreeTypeFont:
    """The first font that draws `character`; raises FontMissing if none does."""
    for place, font in enumerate(fonts(size)):
        if character in BLANK or _draws(place, character):
            return font
    raise FontMissing(f"No font of CERTIFICATE_FONTS draws U+{ord(character):04X}")


@lru_cache(maxsize=4096)
def _draws(place: int, character: str) -> bool:
    """Whether the font at `place` has the character: it then looks other than a missing one."""
    font = fonts(SAMPLE)[place]
    return bytes(font.getmask(character)) != bytes(font.getmask(NOWHERE))


SAMPLE = 32  # pixels: large enough to tell two shapes apart


def width(text: str, size: int, spacing: float = 0) -> float:
    """How wide `text` is in pixels, with `spacing` between the characters."""
    return sum(font_for(c, size).getlength(c) + spacing for c in text) - (spacing if text else 0)


def write(
    pen: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    *,
    size: int,
    colour: str,
    spacing: float = 0,
    weight: int = 0,
) -> None:
    """Write `text` with its baseline beginning at `place`; `weight` thickens the strokes."""
    x, y = place
    for character in text:
        font = font_for(character, size)
        pen.text((x, y), character, font=font, fill=colour, anchor="ls", stroke_width=weight)
        x += font.getlength(character) + spacing


def wrapped(text: str, size: int, widest: float) -> list[str]:
    """`text` in lines no wider than `widest`; a line never begins with a closing mark."""
    lines, line = [], ""
    for character in text:
        if line and width(line + character, size) > widest and character not in CLOSING:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines


CLOSING = "，。、；：！？」』）》”’"
