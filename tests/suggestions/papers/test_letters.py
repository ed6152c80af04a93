"""Letters are laid out by GB/T 9704—2012, measured in the files themselves."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from suggestions.models import Paper, PaperHead
from suggestions.papers import layout
from suggestions.papers.letters.pdf import letter_pdf
from suggestions.papers.letters.word import letter_word
from suggestions.papers.paper import PaperKind
from suggestions.papers.writing import Words, make_files, write_letter
from tests.factories import SuggestionFactory, UserFactory

POINT = 25.4 / 72
"""Millimetres."""
LONG = "字" * 28 * 60


@pytest.fixture(scope="module")
def paper():
    """A letter that is not stored: its layout needs no database."""
    return Paper(
        kind=PaperKind.REPLY,
        head="某市人民政府",
        mark="某政",
        year=2026,
        number=1,
        title="关于加装路灯的答复",
        addressee="王某",
        text=LONG,
        dated_on=date(2026, 3, 5),
    )


@pytest.fixture(scope="module")
def pages(paper):
    """The pages of its PDF, which takes seconds to make."""
    return PdfReader(BytesIO(letter_pdf(paper).content)).pages


def letter(text, **more):
    suggestion = SuggestionFactory()
    said = {"title": "关于加装路灯的答复", "addressee": "王某", "dated_on": date(2026, 3, 5)} | more
    words = Words(text=text, **said)
    return write_letter(
        suggestion,
        PaperKind.REPLY,
        words,
        unit=suggestion.unit,
        by=UserFactory(),
        at=timezone.now(),
    )


class Ink:
    """The lines of one page: text, left edge and height from the top, in millimetres."""

    def __init__(self, page):
        self.lines = []
        page.extract_text(visitor_text=self.take)
        self.height = float(page.mediabox.height) * POINT

    def take(self, text, cm, tm, font, size):
        if text.strip():
            left, bottom = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            self.lines.append((text.strip(), left * POINT, bottom * POINT))

    def full(self):
        return [line for line in self.lines if set(line[0]) == {"字"}]


def test_the_pdf_is_a4_with_its_type_area_in_place(pages):
    page = pages[1]
    assert float(page.mediabox.width) * POINT == pytest.approx(210, abs=0.1)
    assert float(page.mediabox.height) * POINT == pytest.approx(297, abs=0.1)
    full = Ink(page).full()

    assert min(left for _text, left, _at in full) == pytest.approx(28, abs=0.5)


def test_a_full_page_has_22_lines_of_28_characters_within_225_mm(pages):
    page = pages[1]
    full = Ink(page).full()

    assert len(full) == layout.LINES == 22
    assert {len(text) for text, _left, _at in full} == {layout.CHARACTERS} == {28}
    heights = [297 - at for _text, _left, at in full]
    pitch = (max(heights) - min(heights)) / 21
    assert pitch == pytest.approx(225 / 22, abs=0.05)
    assert 37 < min(heights) < 37 + pitch
    assert 297 - 35 - pitch < max(heights) < 297 - 35


def test_page_numbers_stand_outside_left_and_right_with_dashes(pages):
    found = []
    for number, page in enumerate(pages, start=1):
        ink = Ink(page)
        below = [line for line in ink.lines if line[2] < 35]
        assert re.sub(r"\s", "", "".join(text for text, *_ in below)) == f"—{number}—"
        found.append(min(left for _text, left, _at in below))
        assert below[0][2] == pytest.approx(35 - 7 - 4, abs=2)

    assert found[0] > 150
    assert found[1] < 40


def test_the_word_file_has_the_same_page_and_grid(paper):
    document = Document(BytesIO(letter_word(paper)))
    section = document.sections[0]

    width, height = section.page_width, section.page_height
    assert (width.mm, height.mm) == pytest.approx((210, 297), abs=0.1)
    assert (section.top_margin.mm, section.left_margin.mm) == pytest.approx((37, 28), abs=0.1)
    type_width = width.mm - section.left_margin.mm - section.right_margin.mm
    type_height = height.mm - section.top_margin.mm - section.bottom_margin.mm
    assert (type_width, type_height) == pytest.approx((156, 225), abs=0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    lines = int(225 / 25.4 * 72 * 20) // int(grid.get(qn("w:linePitch")))
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert lines == 22
    assert int(156 / 25.4 * 72 / pitch) == 28
    assert document.styles["Normal"].font.size.pt == 16
    assert document.settings.odd_and_even_pages_header_footer


@pytest.mark.django_db
def test_number_addressee_and_date_are_written_as_the_standard_says():
    paper = letter("正文。")
    texts = [p.text for p in Document(BytesIO(letter_word(paper))).paragraphs]

    assert paper.document_number == f"{paper.unit.name[:4]}〔2026〕1号"
    assert paper.document_number in texts
    assert "王某：" in texts
    assert texts[-2:] == [paper.head, "2026年3月5日"]


@pytest.mark.django_db
def test_numbers_run_on_within_a_unit_and_year():
    first = letter("一")
    unit = first.unit
    PaperHead.objects.create(unit=unit, name="某市人民政府", mark="某政")
    words = Words("题", "", "文", date(2026, 5, 1))
    next_year = Words("题", "", "文", date(2027, 1, 4))
    facts = {"unit": unit, "by": first.by, "at": timezone.now()}

    numbers = [
        write_letter(first.suggestion, PaperKind.NOTICE, said, **facts).document_number
        for said in (words, words, next_year)
    ]

    assert numbers == ["某政〔2026〕1号", "某政〔2026〕2号", "某政〔2027〕1号"]


@pytest.mark.django_db
def test_making_the_files_twice_leaves_one_of_each():
    paper = letter("正文。")
    make_files(paper.pk)
    first = Paper.objects.get(pk=paper.pk)
    make_files(paper.pk)

    again = Paper.objects.get(pk=paper.pk)
    assert (again.word.name, again.pdf.name, again.made_at) == (
        first.word.name,
        first.pdf.name,
        first.made_at,
    )
    assert again.pages == 1
    assert again.fault == ""
