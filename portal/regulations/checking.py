"""What an editor should look at in a law's text: nothing here forbids anything."""

from collections.abc import Iterable
from itertools import pairwise

from django.utils.translation import gettext as _

from portal.regulations.structure import ArticleText, LawText, Level

MOST_REMARKS = 20
"""More than this means that the text is of another sort altogether."""


def remarks(law: LawText) -> list[str]:
    """Sentences in the reader's language on what looks odd in `law`; empty if nothing does."""
    articles = law.articles
    if not articles:
        return [_("No articles were found; the text is shown as it is.")]
    found = [*_start(articles[0]), *_steps(articles), *_repeated(articles), *_empty(articles)]
    found += _chapters(law)
    return found[:MOST_REMARKS]


def _start(first: ArticleText) -> Iterable[str]:
    """That the text does not begin with article 1."""
    if (first.number, first.sub_number) != (1, 0):
        yield _("The first article is {label}.").format(label=first.label)


def _steps(articles: list[ArticleText]) -> Iterable[str]:
    """Gaps and steps back between neighbours."""
    for before, after in pairwise(a for a in articles if a.copy == 1):
        step = after.number - before.number
        if step > 1:
            message = _("Between {before} and {after} {count} numbers are missing.")
            yield message.format(before=before.label, after=after.label, count=step - 1)
        elif step < 0 or (step == 0 and after.sub_number != before.sub_number + 1):
            yield _("{after} comes after {before}.").format(before=before.label, after=after.label)


def _repeated(articles: list[ArticleText]) -> Iterable[str]:
    """Numbers that come again; in an annex they may."""
    for article in articles:
        if article.copy > 1 and not _is_in_annex(article):
            yield _("{label} is there {count} times.").format(
                label=article.label, count=article.copy
            )


def _is_in_annex(article: ArticleText) -> bool:
    """Whether the article stands in an annex of the law (附件), which numbers its own."""
    return bool(article.path) and article.path[0].startswith("附") and article.path[0] != "附则"


def _empty(articles: list[ArticleText]) -> Iterable[str]:
    """Articles without text."""
    for article in articles:
        if not article.paragraphs:
            yield _("{label} has no text.").format(label=article.label)


def _chapters(law: LawText) -> Iterable[str]:
    """A first chapter without heading."""
    chapters = [division for division in law.divisions if division.level is Level.CHAPTER]
    if chapters and isinstance(law.entries[0], ArticleText):
        yield _("The articles before {chapter} have no heading.").format(chapter=chapters[0].label)
