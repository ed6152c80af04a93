"""Binding: text, pictures and attached PDFs become one numbered file."""

import base64
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from suggestions.intake.attachments import Attachment
from suggestions.papers.case_file.parts import sections_of
from suggestions.papers.letters.pdf import paper_context
from suggestions.papers.paper import Paper
from suggestions.papers.rendering import Made, rendered

UNREADABLE = (
    *(PyPdfError, ValueError, KeyError, TypeError, AttributeError),
    *(NotImplementedError, RecursionError),
)
"""What pypdf raises for files that are not what they say: pages without a size, unknown filters,
references that lead nowhere."""
TEMPLATE, NUMBERS = "suggestions/papers/case_file.html", "suggestions/papers/numbers.html"


@dataclass
class Enclosure:
    """An attached PDF: its name, its pages, and where in the file it begins (0: unreadable)."""

    name: str
    reader: PdfReader | None
    begins: int = 0

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.reader.pages) if self.reader else 0


def bound(paper: Paper) -> Made:
    """The file of the paper's suggestion. Raises rendering.PdfUnavailable.

    Laid out twice: the index names the pages on which attached PDFs begin, which is known only
    when the pages before them are counted.
    """
    files = list(Attachment.objects.ready().filter(suggestion=paper.suggestion).order_by("pk"))
    enclosures = [_enclosure(file) for file in files if not file.is_photo]
    context = {
        "paper": paper,
        "suggestion": paper.suggestion,
        "sections": sections_of(paper.suggestion),
        "photos": [(file.name, _inline(file)) for file in files if file.is_photo],
        "enclosures": enclosures,
        **paper_context(),
    }
    _place(enclosures, after=len(rendered(TEMPLATE, context).pages))
    body = rendered(TEMPLATE, context)
    writer = PdfWriter()
    writer.append(BytesIO(body.write_pdf()))
    for enclosure in enclosures:
        _append(writer, enclosure)
    writer.add_metadata({"/Title": paper.title})
    file = BytesIO()
    writer.write(file)
    return Made(file.getvalue(), len(writer.pages))


def _enclosure(file: Attachment) -> Enclosure:
    reader = _readable(file)
    note = "" if reader else _(" (cannot be opened; kept beside the file)")
    return Enclosure(f"{file.name}{note}", reader)


def _readable(file: Attachment) -> PdfReader | None:
    """The opened file; None if it is empty, locked by a password, or one of its pages is broken."""
    try:
        with file.file.open("rb") as opened:
            reader = PdfReader(BytesIO(opened.read()))
        if not reader.pages or reader.is_encrypted:
            return None
        tried = PdfWriter()
        for page in reader.pages:
            width, height = _size(page)
            tried.add_page(page).merge_page(PageObject.create_blank_page(None, width, height))
    except UNREADABLE:
        return None
    return reader


def _size(page: PageObject) -> tuple[float, float]:
    """Width and height in points."""
    return float(page.mediabox.width), float(page.mediabox.height)


def _place(enclosures: list[Enclosure], *, after: int) -> None:
    """Say on which page each begins."""
    for enclosure in enclosures:
        if enclosure.reader:
            enclosure.begins = after + 1
            after += enclosure.pages


def _append(writer: PdfWriter, enclosure: Enclosure) -> None:
    """Add the pages, each with its number in the file at its foot."""
    if enclosure.reader is None:
        return
    for place, page in enumerate(enclosure.reader.pages):
        added = writer.add_page(page)
        width, height = _size(added)
        context = {"number": enclosure.begins + place, "width": width, "height": height}
        stamp = rendered(NUMBERS, context | paper_context()).write_pdf()
        added.merge_page(PdfReader(BytesIO(stamp)).pages[0])


def _inline(photo: Attachment) -> str:
    """The prepared picture as an address that holds it."""
    with photo.file.open("rb") as opened:
        content = base64.b64encode(opened.read()).decode()
    return f"data:image/webp;base64,{content}"
