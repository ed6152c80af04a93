"""The file of a case: everything is in it, and the index says on which page."""

import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import override
from PIL import Image
from pypdf import PdfReader, PdfWriter

from suggestions.handling.correcting import correct
from suggestions.history import Event, record
from suggestions.intake.attachments import AttachmentKind, AttachmentState
from suggestions.models import Attachment, Paper
from suggestions.papers.case_file.parts import sections_of
from suggestions.papers.writing import bind_case, make_files
from suggestions.revision import Words
from tests.factories import SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion(settings, tmp_path):
    suggestion = SuggestionFactory(title="加装路灯", problem="路口太暗。" * 400, accepted=True)
    clerk = UserFactory()
    for number in range(60):
        record(suggestion, Event.PROGRESS, by=clerk, note=f"第{number}次进展")
    words = Words("加装路灯", "路口太暗。", "装灯", "东门")
    correct(suggestion, words, by=clerk, internal_note="改正")
    return suggestion


def attach(suggestion, name, content, kind):
    file = Attachment(
        suggestion=suggestion,
        form_key=suggestion.submission_key,
        kind=kind,
        state=AttachmentState.READY,
        name=name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        uploaded_at=timezone.now() - timedelta(hours=1),
    )
    file.file.save("", ContentFile(content), save=False)
    file.save()


def pdf(pages):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def photo():
    file = BytesIO()
    Image.new("RGB", (80, 60), "#b7410e").save(file, "WEBP")
    return file.getvalue()


def bound(suggestion):
    paper = bind_case(suggestion, unit=suggestion.unit, by=UserFactory(), at=timezone.now())
    make_files(paper.pk)
    return Paper.objects.get(pk=paper.pk)


def pages_of(paper):
    reader = PdfReader(BytesIO(paper.pdf.read()))
    return [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]


def test_the_index_names_the_page_on_which_each_part_begins(suggestion):
    attach(suggestion, "图纸.pdf", pdf(3), AttachmentKind.PDF)
    attach(suggestion, "照片.jpg", photo(), AttachmentKind.PHOTO)

    paper = bound(suggestion)

    pages = pages_of(paper)
    assert paper.fault == ""
    assert paper.pages == len(pages)
    index = pages[1]
    with override("zh-hans"):
        sections = sections_of(suggestion)
    for section in sections:
        title = section.title.replace(" ", "")
        listed = int(re.search(rf"{title}\.*(\d+)", index).group(1))
        assert title in pages[listed - 1]
    begins = int(re.search(r"图纸\.pdf\.*(\d+)", index).group(1))
    assert begins == len(pages) - 2
    assert [page[-3:] for page in pages[-3:]] == [f"—{begins + n}—"[-3:] for n in range(3)]


def test_everything_that_was_said_is_in_it(suggestion):
    text = "".join(pages_of(bound(suggestion)))

    for said in ("第0次进展", "第59次进展", "改正", suggestion.receipt):
        assert said in text


def without_size():
    return re.sub(rb"/MediaBox \[[^]]*\]", lambda found: b" " * len(found[0]), pdf(1))


@pytest.mark.parametrize("content", [b"%PDF-1.4 broken", without_size()], ids=["cut", "no size"])
def test_a_pdf_that_cannot_be_read_is_listed_and_breaks_nothing(suggestion, content):
    attach(suggestion, "坏.pdf", content, AttachmentKind.PDF)

    paper = bound(suggestion)

    assert paper.fault == ""
    assert "坏.pdf" in pages_of(paper)[1]
