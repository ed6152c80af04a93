"""The sheet: a certificate on A4 landscape at 300 dots per inch, in the portal's own design.

It bears no emblem and no seal: these are nobody's to draw. The lower right leaves room for a
stamp on the printed sheet.
"""

from dataclasses import dataclass
from datetime import date

import qrcode
from PIL import Image, ImageDraw
from qrcode.image.pil import PilImage

from suggestions.commendation.codes import grouped
from suggestions.commendation.picture.fonts import width, wrapped, write

DPI = 300
WIDTH, HEIGHT = 3508, 2480  # A4 landscape
MIDDLE = WIDTH / 2
PAPER, INK, SOFT, RED, GOLD = "#fffdf8", "#2b2622", "#6d645b", "#9c2a18", "#b98a35"
MARGIN = 330  # from the edge to the text
TITLE = "荣誉证书"
DIGITS = "〇一二三四五六七八九"
LARGEST_NAME, SMALLEST_NAME = 170, 84  # pixels
NAME_WIDTH = WIDTH - 2 * MARGIN - 200
LARGEST_BODY, SMALLEST_BODY = 92, 48  # pixels
LINE = 1.68  # times the size of the letters
BODY_ENDS = HEIGHT - 300 - 330 - 60  # above code and signature
QR_EDGE = 330


@dataclass(frozen=True)
class Words:
    """What one certificate says."""

    name: str
    award: str
    for_what: str
    issuer: str
    issued_on: date
    code: str
    address: str  # of the page where codes are checked


def draw_sheet(words: Words) -> Image.Image:
    """The finished sheet; raises FontMissing if a character cannot be drawn."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    _frame(pen)
    _centred(pen, TITLE, 560, size=250, colour=RED, spacing=110, weight=3)
    _rule(pen, 660)
    below = _name(pen, words.name)
    _body(pen, words, below)
    _signature(pen, words)
    _proof(image, pen, words)
    return image


def chinese_date(day: date) -> str:
    """A day as documents write it: 二〇二六年十一月二十二日."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    leading = "" if tens == 0 else ("十" if tens == 1 else f"{DIGITS[tens]}十")
    return leading + (DIGITS[ones] if ones or not tens else "")


def _frame(pen: ImageDraw.ImageDraw) -> None:
    for inset, colour, thick in ((110, RED, 16), (146, GOLD, 4), (186, GOLD, 2)):
        pen.rectangle((inset, inset, WIDTH - inset, HEIGHT - inset), outline=colour, width=thick)
    for x in (186, WIDTH - 186):
        for y in (186, HEIGHT - 186):
            _corner(pen, x, y)


def _corner(pen: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """A stepped square at a corner of the inner frame, as on a window lattice."""
    inward = (1 if x < MIDDLE else -1, 1 if y < HEIGHT / 2 else -1)
    for step in (44, 88):
        edges = sorted((x, x + inward[0] * step)), sorted((y, y + inward[1] * step))
        (left, right), (top, bottom) = edges
        pen.rectangle((left, top, right, bottom), outline=GOLD, width=4)


def _rule(pen: ImageDraw.ImageDraw, y: float) -> None:
    pen.line((MIDDLE - 420, y, MIDDLE - 40, y), fill=GOLD, width=4)
    pen.line((MIDDLE + 40, y, MIDDLE + 420, y), fill=GOLD, width=4)
    edge = 16
    diamond = [(MIDDLE, y - edge), (MIDDLE + edge, y), (MIDDLE, y + edge), (MIDDLE - edge, y)]
    pen.polygon(diamond, fill=RED)


def _centred(
    pen: ImageDraw.ImageDraw,
    text: str,
    y: float,
    *,
    size: int,
    colour: str,
    spacing: float = 0,
    weight: int = 0,
) -> None:
    x = MIDDLE - width(text, size, spacing) / 2
    write(pen, (x, y), text, size=size, colour=colour, spacing=spacing, weight=weight)


def _name(pen: ImageDraw.ImageDraw, name: str) -> float:
    """The name, as large as it fits, over a thin line; returns where the text goes on."""
    size = LARGEST_NAME
    while size > SMALLEST_NAME and width(name, size) > NAME_WIDTH:
        size -= 2
    lines = wrapped(name, size, NAME_WIDTH)
    y = 960.0
    for line in lines:
        _centred(pen, line, y, size=size, colour=INK, weight=2)
        y += size * 1.4
    y -= size * 1.4
    half = max(width(line, size) for line in lines) / 2 + 120
    pen.line((MIDDLE - half, y + 52, MIDDLE + half, y + 52), fill=GOLD, width=3)
    return y + 130


def _body(pen: ImageDraw.ImageDraw, words: Words, top: float) -> None:
    """What it is for: indented by two characters, as a paragraph is."""
    ground = f"所提建议“{words.for_what}”为改进公共服务作出了贡献，" if words.for_what else ""
    text = f"　　{ground}在“{words.award}”中受到表扬。特发此证，以资鼓励。"
    size = LARGEST_BODY
    while size > SMALLEST_BODY and top + len(_lines(text, size)) * size * LINE > BODY_ENDS:
        size -= 4
    for place, line in enumerate(_lines(text, size), start=1):
        write(pen, (MARGIN + 60, top + place * size * LINE), line, size=size, colour=INK)


def _lines(text: str, size: int) -> list[str]:
    return wrapped(text, size, WIDTH - 2 * MARGIN - 120)


def _signature(pen: ImageDraw.ImageDraw, words: Words) -> None:
    """Who commends and when, at the lower right."""
    day = chinese_date(words.issued_on)
    size = 92
    while size > 48 and width(words.issuer, size) > 1500:
        size -= 2
    right = WIDTH - MARGIN - 60
    centre = right - max(width(words.issuer, size), width(day, 76)) / 2
    for text, y, height in ((words.issuer, 1990, size), (day, 2120, 76)):
        write(pen, (centre - width(text, height) / 2, y), text, size=height, colour=INK)


def _proof(image: Image.Image, pen: ImageDraw.ImageDraw, words: Words) -> None:
    """The code, as a picture for telephones and in letters, at the lower left."""
    picture = _qr(f"{words.address}?code={words.code}")
    top = HEIGHT - 300 - QR_EDGE
    image.paste(picture, (MARGIN - 60, top))
    left = MARGIN - 60 + QR_EDGE + 44
    write(pen, (left, top + 110), "证书查验码", size=50, colour=SOFT)
    write(pen, (left, top + 195), grouped(words.code), size=58, colour=INK, spacing=3)
    write(pen, (left, top + 275), "扫码或访问网站“证书查验”，可核对真伪", size=44, colour=SOFT)


def _qr(text: str) -> Image.Image:
    """`text` as a QR code of QR_EDGE pixels, dark on the sheet's own colour."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(text)
    code.make(fit=True)
    picture = code.make_image(image_factory=PilImage, fill_color=INK, back_color=PAPER)
    return picture.get_image().convert("RGB").resize((QR_EDGE, QR_EDGE), Image.Resampling.NEAREST)
