"""The form: A4 upright at 300 dots per inch, with a part to tear off, in black and white.

Four squares mark the corners of what is photographed later; the one at the upper left is hollow,
so that a picture taken upside down can be told. The text is Chinese, as official forms are.
"""

from dataclasses import dataclass

import qrcode
from PIL import Image, ImageDraw
from qrcode.image.pil import PilImage

from suggestions.commendation.picture.fonts import width, wrapped, write
from suggestions.paper.numbers import shown

DPI = 300
WIDTH, HEIGHT = 2480, 3508
MARGIN = 180
RIGHT = WIDTH - MARGIN
MARK = 60  # edge of a corner mark
MARK_INSET = 90  # from the edge of the page to a mark
TEAR = 2860  # where the lower part is torn off
QR_EDGE = 300
INK = "black"
ROW = 118
LINES_FROM, LINE_STEP = 1010, 96
PROBLEM_LINES, PROPOSAL_LINES = 6, 6
BOX = 46  # edge of a box to tick
CLASSES = ("建议", "咨询", "个人诉求", "检举控告")
CONSENTS = (
    "本人已阅读（听工作人员宣读）个人信息处理告知，同意为办理本建议处理以上信息。（必选）",
    "同意在网站公开建议内容（不公开联系方式）。",
    "同意将建议转交办理单位。",
)


@dataclass(frozen=True)
class FormWords:
    """What all forms of a print run say."""

    campaign: str
    organiser: str
    station: str
    where: str  # address, phone and hours of the station
    address: str  # of the tracking page


def draw_form(words: FormWords) -> Image.Image:
    """The form without its number; raises FontMissing if a character cannot be drawn."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(image)
    _marks(pen)
    _head(pen, words)
    below = _text_fields(pen)
    below = _author(pen, below)
    _consents(pen, below)
    _tear_off(pen, words)
    return image


def draw_numbers(blank: Image.Image, number: str, code: str, address: str) -> Image.Image:
    """A copy of `blank` with its number in both parts and the code in the part torn off.

    One bit for each point: it prints crisply and is stored as a fax is.
    """
    image = blank.copy()
    pen = ImageDraw.Draw(image)
    picture = _qr(f"{address}?slip={number}")
    image.paste(picture, (RIGHT - QR_EDGE, 190))
    write(pen, (RIGHT - QR_EDGE - 560, 330), "编号", size=44, colour=INK)
    write(pen, (RIGHT - QR_EDGE - 560, 410), shown(number), size=76, colour=INK, weight=1)
    top = TEAR + 130
    image.paste(picture, (MARGIN, top))
    left = MARGIN + QR_EDGE + 60
    for place, (label, text) in enumerate((("编号", shown(number)), ("查询码", code))):
        y = top + 90 + place * 110
        write(pen, (left, y), label, size=46, colour=INK)
        write(pen, (left + 200, y), text, size=76, colour=INK, weight=1)
    return image.convert("1", dither=Image.Dither.NONE)


def _marks(pen: ImageDraw.ImageDraw) -> None:
    far_x, far_y = WIDTH - MARK_INSET - MARK, TEAR - 40 - MARK
    for x, y in (
        (MARK_INSET, MARK_INSET),
        (far_x, MARK_INSET),
        (MARK_INSET, far_y),
        (far_x, far_y),
    ):
        pen.rectangle((x, y, x + MARK, y + MARK), fill=INK)
    inner = MARK_INSET + 18
    pen.rectangle((inner, inner, inner + MARK - 36, inner + MARK - 36), fill="white")


def _head(pen: ImageDraw.ImageDraw, words: FormWords) -> None:
    title = "人民建议征集表"
    write(pen, (MARGIN, 290), title, size=104, colour=INK, weight=1)
    room = RIGHT - QR_EDGE - 600 - MARGIN
    for place, line in enumerate(wrapped(f"征集主题：{words.campaign}", 50, room)[:3]):
        write(pen, (MARGIN, 385 + place * 66), line, size=50, colour=INK)
    write(
        pen,
        (MARGIN, 590),
        _cut(f"受理站点：{words.station}", 46, RIGHT - MARGIN - 900),
        size=46,
        colour=INK,
    )
    write(pen, (RIGHT - 840, 590), "日期：　　　　年　　　月　　　日", size=46, colour=INK)
    pen.line((MARGIN, 630, RIGHT, 630), fill=INK, width=4)
    write(pen, (MARGIN, 720), "类别：", size=48, colour=INK)
    x = MARGIN + 200.0
    for name in CLASSES:
        x = _tick(pen, x, 720, name) + 90


def _text_fields(pen: ImageDraw.ImageDraw) -> float:
    """Title, problem and proposal with lines to write on; returns where it goes on."""
    write(pen, (MARGIN, 850), "标题：", size=48, colour=INK)
    pen.line((MARGIN + 160, 865, RIGHT, 865), fill=INK, width=3)
    y = _lines(pen, 960, "存在的问题（在哪里、什么时候、影响谁）", PROBLEM_LINES)
    return _lines(pen, y + 80, "您的建议（怎么做、由谁做、会有什么改善）", PROPOSAL_LINES)


def _lines(pen: ImageDraw.ImageDraw, y: float, label: str, count: int) -> float:
    write(pen, (MARGIN, y), label, size=48, colour=INK)
    for place in range(1, count + 1):
        line = y + 10 + place * LINE_STEP
        pen.line((MARGIN, line, RIGHT, line), fill=INK, width=2)
    return y + 10 + count * LINE_STEP


def _author(pen: ImageDraw.ImageDraw, y: float) -> float:
    top = y + 90
    middle = WIDTH / 2
    for label, left, right, row in (
        ("具体地点：", MARGIN, RIGHT, 0),
        ("姓名：", MARGIN, middle - 40, 1),
        ("电话：", middle, RIGHT, 1),
    ):
        base = top + row * ROW
        write(pen, (left, base), label, size=48, colour=INK)
        start = left + width(label, 48)
        pen.line((start, base + 14, right, base + 14), fill=INK, width=3)
    return top + 2 * ROW


def _consents(pen: ImageDraw.ImageDraw, y: float) -> None:
    for place, text in enumerate(CONSENTS):
        _tick(pen, MARGIN, y + place * 70, text, size=42)
    base = y + len(CONSENTS) * 70 + 40
    write(pen, (MARGIN, base), "本人签名：", size=46, colour=INK)
    pen.line((MARGIN + 240, base + 12, MARGIN + 900, base + 12), fill=INK, width=3)
    _tick(pen, MARGIN + 960, base, "口头同意（工作人员宣读并代记）", size=42)


def _tear_off(pen: ImageDraw.ImageDraw, words: FormWords) -> None:
    for x in range(MARGIN, RIGHT, 40):
        pen.line((x, TEAR, x + 22, TEAR), fill=INK, width=3)
    note = "沿此线撕下　此联由建议人保存"
    write(pen, (WIDTH / 2 - width(note, 38) / 2, TEAR + 62), note, size=38, colour=INK)
    left = MARGIN + QR_EDGE + 60
    base = TEAR + 130 + 320
    told = f"扫码或访问 {words.address}，输入编号和查询码，可查看办理进展。请勿把查询码告诉他人。"
    lines = [
        *wrapped(told, 40, RIGHT - left),
        _cut(f"{words.station}　{words.where}", 40, RIGHT - left),
    ]
    for place, line in enumerate(lines):
        write(pen, (left, base + place * 58), line, size=40, colour=INK)


def _tick(pen: ImageDraw.ImageDraw, x: float, base: float, text: str, *, size: int = 48) -> float:
    """A box with its words; returns where they end."""
    pen.rectangle((x, base - BOX + 6, x + BOX, base + 6), outline=INK, width=4)
    write(pen, (x + BOX + 18, base), text, size=size, colour=INK)
    return x + BOX + 18 + width(text, size)


def _cut(text: str, size: int, widest: float) -> str:
    """`text`, shortened until it is no wider than `widest` points."""
    while width(text, size) > widest:
        text = text[:-2] + "…"
    return text


def _qr(text: str) -> Image.Image:
    """`text` as a QR code whose modules are whole points, at most QR_EDGE wide."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(text)
    code.make(fit=True)
    code.box_size = QR_EDGE // (code.modules_count + 2 * code.border)
    return code.make_image(image_factory=PilImage).get_image().convert("L")
