"""The paper: a letter with its number, or the file of a case, as it was when it was made."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.storage import private_storage
from suggestions.suggestion import Suggestion

TITLE_LENGTH, ADDRESSEE_LENGTH, TEXT_LENGTH = 120, 100, 10_000


class PaperKind(models.TextChoices):
    """What a paper is."""

    REPLY = "reply", _("Written reply")
    NOTICE = "notice", _("Written notice")
    REFERRAL = "referral", _("Letter of referral")
    CASE_FILE = "case_file", _("Case file")


LETTERS = frozenset(PaperKind) - {PaperKind.CASE_FILE}
"""The papers that have a number and an addressee."""


class PaperQuerySet(models.QuerySet["Paper"]):
    """Questions about many papers."""

    def letters(self) -> Self:
        """Those with a number."""
        return self.filter(kind__in=LETTERS)

    def waiting(self) -> Self:
        """Those whose files are still to be made."""
        return self.filter(made_at__isnull=True)


def paper_path(paper: "Paper", name: str) -> str:
    """Where a file of `paper` lies; the name tells nothing."""
    return f"papers/{paper.key}.{name.rpartition('.')[2]}"


class Paper(models.Model):
    """One paper. `number` is the unit's running number of the year; a case file has none."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    head = models.CharField(_("name printed above"), max_length=60, blank=True)
    mark = models.CharField(_("mark in document numbers"), max_length=12, blank=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    addressee = models.CharField(_("addressee"), max_length=ADDRESSEE_LENGTH, blank=True)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH, blank=True)
    dated_on = models.DateField(_("dated"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    word = models.FileField(storage=private_storage, upload_to=paper_path, blank=True)
    pdf = models.FileField(storage=private_storage, upload_to=paper_path, blank=True)
    pages = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mark", "year", "number"], name="paper_number_once"),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(made_at__isnull=True), name="paper_waiting"
            )
        ]

    def __str__(self) -> str:
        """The document number, or the title."""
        return self.document_number or self.title

    @property
    def document_number(self) -> str:
        """发文字号 (GB/T 9704—2012, 7.2.5): mark, year in 〔〕, number without zeros."""
        return f"{self.mark}〔{self.year}〕{self.number}号" if self.number else ""

    @property
    def is_letter(self) -> bool:
        """Whether it is addressed to somebody."""
        return self.kind in LETTERS

    @property
    def paragraphs(self) -> list[str]:
        """The text's paragraphs, without empty ones."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def date_in_chinese(self) -> str:
        """成文日期 (7.3.5.4): Arabic numerals, no zeros before them."""
        return f"{self.dated_on.year}年{self.dated_on.month}月{self.dated_on.day}日"
