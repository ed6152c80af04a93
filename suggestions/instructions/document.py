"""The special report as a Word document, for the leader's desk."""

import io
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from suggestions.instructions.report import ReportItem, SpecialReport

FONT = "FangSong"
"""仿宋, the type of official documents; Word takes another where it is missing."""
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_document(report: SpecialReport) -> bytes:
    """The report as a .docx file: heading, period, and each idea with room for the leader."""
    document = Document()
    _set_page(document)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(report.title)
    run.bold, run.font.size = True, Pt(22)
    _line(document, _("To: %(leader)s") % {"leader": report.leader})
    _line(document, f"{report.unit} · {_day(report.starts_on)} – {_day(report.ends_on)}")
    items = report.items.unsealed().select_related("suggestion")
    for number, item in enumerate(items, start=1):
        _add_item(document, number, item)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set_page(document: WordDocument) -> None:
    """A4 with the margins of GB/T 9704, set in the type of official documents."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _add_item(document: WordDocument, number: int, item: ReportItem) -> None:
    title = document.add_paragraph()
    title.add_run(f"{number}. {item.suggestion.title}").bold = True
    _line(document, f"{item.suggestion.receipt} · {item.suggestion.get_state_display()}")
    for paragraph in item.summary.split("\n"):
        document.add_paragraph(paragraph)
    decided = item.get_outcome_display() if item.outcome else "　" * 12
    _line(document, _("Decided: %(outcome)s") % {"outcome": decided})
    if item.words:
        document.add_paragraph(item.words)


def _line(document: WordDocument, text: str) -> None:
    """A line in smaller type."""
    document.add_paragraph().add_run(text).font.size = Pt(12)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
