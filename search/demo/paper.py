"""Paper at the demo's station: printed forms, and two that were filled in and photographed."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image, ImageDraw

from search.demo.city import City
from search.demo.clock import as_of
from suggestions.commendation.picture.fonts import FontMissing, write
from suggestions.intake.receipts import tracking_code
from suggestions.paper.drawing.form import HEIGHT, WIDTH, FormWords, draw_form, draw_numbers
from suggestions.paper.printing import order_forms, words_of
from suggestions.paper.slip import Slip
from suggestions.paper.uploading import add_sheets, checked_pictures, open_batch

STATION, CAMPAIGN = "JD-SL-ZL-S", "any-time"
FORMS = 4
TABLE, PENCIL = "#6b5a49", "#26365e"
AROUND = 260  # points of the table around the page
SHRUNK = 2  # times smaller than printed: as a telephone sees it
WRITTEN = (
    (
        4,
        (
            "菜场门口的台阶",
            "早市人多，台阶湿滑，老人提着菜不好走。",
            "在一侧铺防滑坡道，加一根扶手。",
        ),
    ),
    (-6, ("晚上的小广场", "晚上八点以后灯就关了，孩子还在玩。", "夏天把关灯时间推迟一小时。")),
)
"""By how many degrees each photograph leans; title, problem and proposal."""
PLACES = ((340, 850), (200, 1045), (200, 1710))
"""Where these three are written, in points of the form."""


def lay_out_forms(city: City) -> None:
    """Print a few forms and upload two; without a font for Chinese there are no pictures."""
    campaign, station = city.campaigns[CAMPAIGN], city.units[STATION]
    clerk = city.people["clerk"]
    with as_of(city.past(-1)) as at:
        run = order_forms(campaign, station, FORMS, by=clerk, at=at)
        try:
            blank = draw_form(words_of(run))
        except FontMissing:
            return
        used = zip(run.slips.all(), WRITTEN, strict=False)
        pictures = [_photograph(blank, words_of(run), slip, *said) for slip, said in used]
        batch = open_batch(campaign, station, localdate(at), by=clerk, at=at, sample_percent=50)
        add_sheets(batch, checked_pictures(pictures)[0])


def _photograph(
    blank: Image.Image, words: FormWords, slip: Slip, degrees: int, said: tuple[str, ...]
) -> SimpleUploadedFile:
    """The form, written on in pencil, lying on a table under a lamp that is too weak."""
    page = draw_numbers(blank, slip.number, tracking_code(slip.key), words.address).convert("RGB")
    pen = ImageDraw.Draw(page)
    for place, text in zip(PLACES, said, strict=True):
        write(pen, place, text, size=62, colour=PENCIL)
    table = Image.new("RGB", (WIDTH + 2 * AROUND, HEIGHT + 2 * AROUND), TABLE)
    table.paste(page, (AROUND, AROUND))
    small = table.resize((table.width // SHRUNK, table.height // SHRUNK), Image.Resampling.BOX)
    leaning = small.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=TABLE)
    content = BytesIO()
    leaning.point(lambda grey: int(grey * 0.8)).save(content, "JPEG", quality=82)
    return SimpleUploadedFile(f"{slip.number}.jpg", content.getvalue(), content_type="image/jpeg")
