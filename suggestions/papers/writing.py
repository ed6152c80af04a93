"""Writing a paper: its number is drawn at once, its files are made by a task."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from celery import shared_task
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.papers.case_file.binding import bound
from suggestions.papers.head import head_of
from suggestions.papers.letters.pdf import letter_pdf
from suggestions.papers.letters.word import letter_word
from suggestions.papers.paper import Paper, PaperKind
from suggestions.papers.rendering import Made, PdfUnavailable
from suggestions.suggestion import Suggestion

ATTEMPTS = 20
SWEEP = 20
CHINESE = "zh-hans"


@dataclass(frozen=True)
class Words:
    """What a letter says."""

    title: str
    addressee: str
    text: str
    dated_on: date


def write_letter(
    suggestion: Suggestion, kind: PaperKind, words: Words, *, unit: Unit, by: User, at: datetime
) -> Paper:
    """A letter of `unit` with the next number of the year of its date; its files follow.

    Two who write at once get two numbers, one after the other.
    """
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _numbered(suggestion, kind, words, unit, by, at)
        except IntegrityError:
            continue  # somebody else took this number a moment ago
    return _numbered(suggestion, kind, words, unit, by, at)


@transaction.atomic
def _numbered(
    suggestion: Suggestion, kind: PaperKind, words: Words, unit: Unit, by: User, at: datetime
) -> Paper:
    head = head_of(unit)
    year = words.dated_on.year
    taken = Paper.objects.filter(mark=head.mark, year=year).aggregate(last=Max("number"))["last"]
    paper = Paper.objects.create(
        suggestion=suggestion,
        kind=kind,
        unit=unit,
        head=head.name,
        mark=head.mark,
        year=year,
        number=(taken or 0) + 1,
        by=by,
        at=at,
        **vars(words),
    )
    _queue(paper.pk)
    return paper


@transaction.atomic
def bind_case(suggestion: Suggestion, *, unit: Unit, by: User, at: datetime) -> Paper:
    """The file of a case (卷宗) as it stands at `at`; it is made by a task."""
    with override(CHINESE):
        title = _("Case file {receipt}").format(receipt=suggestion.receipt)
    today = timezone.localdate(at)
    paper = Paper.objects.create(
        suggestion=suggestion,
        kind=PaperKind.CASE_FILE,
        unit=unit,
        year=today.year,
        title=title,
        dated_on=today,
        by=by,
        at=at,
    )
    _queue(paper.pk)
    return paper


def _queue(key: int) -> None:
    transaction.on_commit(lambda: make_files.delay(key), robust=True)


@shared_task
def make_files(key: int) -> None:
    """Make the files of one paper; may run twice. Without the means for PDF the paper says so."""
    paper = Paper.objects.select_related("suggestion__campaign", "unit").filter(pk=key).first()
    if paper is None or paper.made_at is not None:
        return
    with override(CHINESE):  # official papers are Chinese, whoever asks for them
        if paper.is_letter:
            _keep(paper, paper.word, "word.docx", letter_word(paper))
        paper.fault = _made_pdf(paper, letter_pdf if paper.is_letter else bound)
    paper.made_at = timezone.now()
    paper.save(update_fields=["word", "pdf", "pages", "fault", "made_at"])


def _made_pdf(paper: Paper, make: Callable[[Paper], Made]) -> str:
    try:
        made = make(paper)
    except PdfUnavailable as error:
        return str(error)[:200]
    _keep(paper, paper.pdf, "paper.pdf", made.content)
    paper.pages = made.pages
    return ""


def _keep(paper: Paper, field: FieldFile, name: str, content: bytes) -> None:
    """Store the file, in place of what an interrupted run left."""
    field.storage.delete(field.field.generate_filename(paper, name))
    field.save(name, ContentFile(content), save=False)


@shared_task
def make_waiting_files() -> None:
    """Make what a lost task left, each by itself: one that fails keeps none of the others from
    being made. Run by the schedule.
    """
    for key in Paper.objects.waiting().order_by("pk").values_list("pk", flat=True)[:SWEEP]:
        make_files.delay(key)
