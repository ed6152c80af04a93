"""A letter as a Word file."""

from io import BytesIO
from typing import Any

from django.conf import settings
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from suggestions.papers import layout
from suggestions.papers.paper import Paper

TWIPS = 20
"""Parts of a point in which Word counts lines."""
SPACING_PARTS = 4096
"""Parts of a point in which Word's grid counts characters."""
FOOTER = layout.BOTTOM - layout.NUMBER_BELOW - layout.NUMBER_POINTS / layout.POINTS_PER_MM


def letter_word(paper: Paper) -> bytes:
    """The letter as a .docx file."""
    document = Document()
    _set_page(document)
    _set_body_font(document)
    _write_head(document, paper)
    _write_body(document, paper)
    _write_signature(document, paper)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: Any) -> None:
    """Size, margins and the grid of 22 lines of 28 characters; page numbers outside."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    section.footer_distance = Mm(FOOTER)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no other door
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(int(layout.LINE_POINTS * TWIPS)))
    grid.set(qn("w:charSpace"), str(int(layout.SPACING_POINTS * SPACING_PARTS) - 1))
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], ALIGN.RIGHT)
    _number(section.even_page_footer.paragraphs[0], ALIGN.LEFT)


def _number(paragraph: Any, side: Any) -> None:
    """The page number, a dash on either side, one character from the edge (7.5)."""
    paragraph.alignment = side
    inset = Pt(layout.NUMBER_POINTS)
    if side == ALIGN.RIGHT:
        paragraph.paragraph_format.right_indent = inset
    else:
        paragraph.paragraph_format.left_indent = inset
    for piece in ("— ", "PAGE", " —"):
        run = _run(paragraph, "" if piece == "PAGE" else piece, "number", layout.NUMBER_POINTS)
        if piece == "PAGE":
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            paragraph._p.append(field)  # noqa: SLF001
            field.append(run._r)  # noqa: SLF001
            run.text = "1"


def _set_body_font(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(layout.BODY_POINTS)
    _set_font(style.element.get_or_add_rPr(), settings.PAPER_FONTS["body"])
    spacing = style.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_line())


def _line() -> float:
    return int(layout.LINE_POINTS * TWIPS) / TWIPS


def _set_font(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(kind), name)


def _run(paragraph: Any, text: str, font: str, points: float) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(points)
    _set_font(run._r.get_or_add_rPr(), settings.PAPER_FONTS[font])  # noqa: SLF001
    return run


def _write_head(document: Any, paper: Paper) -> None:
    """The authority in red, two lines below the number, a red line, two lines below the title."""
    mark = document.add_paragraph()
    mark.alignment = ALIGN.CENTER
    mark.paragraph_format.line_spacing = Pt(2 * _line())
    _run(mark, paper.head, "title", layout.MARK_POINTS).font.color.rgb = RGBColor.from_string(
        layout.RED
    )
    document.add_paragraph()
    document.add_paragraph()
    number = document.add_paragraph(paper.document_number)
    number.alignment = ALIGN.CENTER
    _underline(number)
    document.add_paragraph()
    document.add_paragraph()
    title = document.add_paragraph()
    title.alignment = ALIGN.CENTER
    title.paragraph_format.line_spacing = Pt(1.25 * _line())
    _run(title, paper.title, "title", layout.TITLE_POINTS)
    document.add_paragraph()


def _underline(paragraph: Any) -> None:
    """The red line, 4 mm below the number and as wide as the type area (7.2.7)."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    space = str(int(4 * layout.POINTS_PER_MM))
    for name, value in (("val", "single"), ("sz", "12"), ("space", space), ("color", layout.RED)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001


def _write_body(document: Any, paper: Paper) -> None:
    """The addressee at the edge with a colon, then paragraphs that begin two characters in."""
    if paper.addressee:
        document.add_paragraph(f"{paper.addressee}：")
    for text in paper.paragraphs:
        paragraph = document.add_paragraph(text)
        paragraph.alignment = ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Pt(2 * layout.BODY_POINTS)


def _write_signature(document: Any, paper: Paper) -> None:
    """Room for the seal, then authority and date, four characters from the edge (7.3.5.1)."""
    document.add_paragraph()
    document.add_paragraph()
    inset = Pt(4 * layout.BODY_POINTS)
    for text in (paper.head, paper.date_in_chinese):
        paragraph = document.add_paragraph(text)
        paragraph.alignment = ALIGN.RIGHT
        paragraph.paragraph_format.right_indent = inset
        paragraph.paragraph_format.keep_with_next = text == paper.head
