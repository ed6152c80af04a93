"""Articles as rows: what search finds and other texts point to. They follow the live text."""

from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.regulations.kinds import Status
from portal.regulations.parser import parse_body
from portal.regulations.structure import article_anchor, article_label
from portal.signals import changed

if TYPE_CHECKING:
    from datetime import date

    from portal.regulations.pages import RegulationPage

BATCH = 500
CONTENT = ["position", "path", "text"]
"""What may change while the article stays the same row."""


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions about many articles."""

    def public(self) -> Self:
        """Articles of every version that any visitor may read, with their page's row."""
        pages = Page.objects.live().public()
        return self.filter(regulation__in=pages.values("pk")).select_related("regulation")

    def in_force(self) -> Self:
        """Articles of the versions in force."""
        return self.filter(regulation__status=Status.IN_FORCE)

    def below(self, page: Page) -> Self:
        """Articles of the regulations at or below `page` in the page tree."""
        return self.filter(regulation__path__startswith=page.path)

    def announce(self) -> int:
        """Raise the rows' versions and send `portal.signals.changed`; returns how many.

        For every change that a reader of the article would notice: text, title, status,
        address, visibility.
        """
        with transaction.atomic():
            keys = list(self.values_list("pk", flat=True))
            self.model.objects.filter(pk__in=keys).update(version=models.F("version") + 1)
            changed(self.model, keys)
        return len(keys)


class Article(models.Model):
    """One article of one dated version: 第十七条之一 has `number` 17 and `sub_number` 1.

    `copy` counts up where a number stands in the text again; `path` lists the headings
    above, the highest first.
    """

    regulation = models.ForeignKey(
        "portal.RegulationPage", on_delete=models.CASCADE, related_name="articles"
    )
    number = models.PositiveSmallIntegerField()
    sub_number = models.PositiveSmallIntegerField(default=0)
    copy = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveIntegerField()
    path = models.JSONField(default=list)
    text = models.TextField(blank=True)
    version = models.PositiveBigIntegerField(default=1)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["regulation", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["regulation", "number", "sub_number", "copy"], name="article_once"
            )
        ]

    def __str__(self) -> str:
        """The law's name and the article's number."""
        return self.title

    @property
    def label(self) -> str:
        """第二十二条, 第十七条之一."""
        return article_label(self.number, self.sub_number)

    @property
    def title(self) -> str:
        """《…》第二十二条; needs the regulation's row."""
        return f"《{self.regulation.title}》{self.label}"

    @property
    def anchor(self) -> str:
        """The article's place on its page, without #."""
        return article_anchor(self.number, self.sub_number, self.copy)

    @property
    def url(self) -> str:
        """The address of the article on its page; needs the regulation's row."""
        return f"{self.regulation.url or ''}#{self.anchor}"

    @property
    def version_date(self) -> "date | None":
        """The day on which this version of the law was issued, None if nobody knows."""
        return self.regulation.issued_on

    @property
    def is_in_force(self) -> bool:
        """Whether this version of the law is the one in force."""
        return self.regulation.status == Status.IN_FORCE


Key = tuple[int, int, int]
"""Number, sub-number and copy: what names an article within its law."""


@transaction.atomic
def keep_articles(regulation: "RegulationPage") -> None:
    """Make the rows equal to the articles in the text of `regulation`, and announce them.

    An article keeps its row, and what points to it, while its number stays in the text.
    """
    wanted = _wanted(regulation)
    rows = {(row.number, row.sub_number, row.copy): row for row in regulation.articles.all()}
    gone = [row.pk for key, row in rows.items() if key not in wanted]
    regulation.articles.filter(pk__in=gone).delete()
    changed(Article, gone)
    new = [row for key, row in wanted.items() if key not in rows]
    Article.objects.bulk_create(new, batch_size=BATCH)
    other = [_same_row(rows[key], row) for key, row in wanted.items() if key in rows]
    Article.objects.bulk_update([row for row in other if row], CONTENT, batch_size=BATCH)
    Article.objects.filter(regulation=regulation).announce()


def _wanted(regulation: "RegulationPage") -> dict[Key, Article]:
    """The rows that the text asks for, unsaved, by their numbers."""
    articles = parse_body(regulation.text).articles
    return {
        (article.number, article.sub_number, article.copy): Article(
            regulation=regulation,
            number=article.number,
            sub_number=article.sub_number,
            copy=article.copy,
            position=position,
            path=list(article.path),
            text=article.text,
        )
        for position, article in enumerate(articles)
    }


def _same_row(row: Article, wanted: Article) -> Article | None:
    """`row` with the content of `wanted`; None if that is what it has."""
    contents = {name: getattr(wanted, name) for name in CONTENT}
    if all(getattr(row, name) == value for name, value in contents.items()):
        return None
    for name, value in contents.items():
        setattr(row, name, value)
    return row
