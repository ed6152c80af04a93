"""Citations: the laws and articles that a text names, and where they can be read here."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portal.regulations.articles import Article
from portal.regulations.naming import law_key
from portal.regulations.numerals import NUMERAL, to_number
from portal.regulations.pages import RegulationPage

MOST_LAWS = 10
MOST_ARTICLES = 20
"""Articles of one law that are looked up: no text argues with more."""

_NUMBER = rf"[{NUMERAL}]{{1,9}}"
_MENTION = re.compile(
    rf"《(?P<name>[^《》\n]{{2,80}})》|第(?P<article>{_NUMBER})条(?:之(?P<sub>{_NUMBER}))?"
)
_REMARK = re.compile(r"(?:[（(][^（）()]*[）)])+$")
_BETWEEN = re.compile(
    rf"(?:[（(][^（）()]{{0,20}}[）)]|第[{NUMERAL}]{{1,9}}[款项]|[\s、,，和及与或至到的])*"
)
"""What may stand between a law and its article, or between two of its articles."""


@dataclass(frozen=True)
class Citation:
    """An article of a law (`law_key`); number 0 where only the law is named."""

    law: str
    number: int = 0
    sub_number: int = 0


@dataclass(frozen=True)
class Cited:
    """A regulation that a text names, with those of the named articles that it has."""

    regulation: RegulationPage
    articles: list[Article]


def citations(text: str, known: Collection[str] = ()) -> list[Citation]:
    """What `text` cites, each once, in its order: 《…》, 《…》第二十二条、第三条之一, and the
    laws with a key in `known` also without 《》. “本条例第三条” names no law and is left out.
    """
    return list(dict.fromkeys(_mentions(text, known)))


def regulations_cited(text: str) -> list[Cited]:
    """The published regulations that `text` cites, in its order: the version in force, else
    the newest. At most four queries, none for a text that cites nothing.
    """
    if not _MENTION.search(text):
        return []
    public = RegulationPage.objects.live().public()
    keys = public.exclude(law_key="").values_list("law_key", flat=True)
    known = {_without_remark(key): key for key in keys}
    wanted = [one for one in citations(text, known) if one.law in known]
    laws = list(dict.fromkeys(one.law for one in wanted))[:MOST_LAWS]
    rows = public.filter(law_key__in=[known[law] for law in laws]).defer("text", "history")
    pages = _in_force(rows.newest_first())
    found = _articles(pages.values(), {one.number for one in wanted} - {0})
    return [_cited(pages[law], [one for one in wanted if one.law == law], found) for law in laws]


def _mentions(text: str, known: Collection[str]) -> Iterator[Citation]:
    law, end = "", 0
    for match in _MENTION.finditer(text):
        if match["name"]:
            law = _without_remark(law_key(match["name"]))
            yield Citation(law)
        else:
            follows = law and _BETWEEN.fullmatch(text, end, match.start())
            law = law if follows else _bare_name(text[: match.start()], known)
            number = _article(match)
            if law and number:
                yield Citation(law)
                yield Citation(law, *number)
        end = match.end()


def _bare_name(before: str, known: Collection[str]) -> str:
    """The longest known law with whose name the text breaks off; "" if there is none."""
    ending = before.rstrip()
    return max((law for law in known if ending.endswith(law)), key=len, default="")


def _without_remark(key: str) -> str:
    """A law's key without what stands behind it in brackets: nobody cites （试行）."""
    return _REMARK.sub("", key) or key


def _article(match: re.Match[str]) -> tuple[int, int] | None:
    try:
        return to_number(match["article"]), to_number(match["sub"] or "0")
    except ValueError:
        return None


def _in_force(pages: Collection[RegulationPage]) -> dict[str, RegulationPage]:
    """The version to read of each law: the first in force of `pages`, else the first."""
    best: dict[str, RegulationPage] = {}
    for page in sorted(pages, key=lambda page: not page.is_in_force):
        best.setdefault(_without_remark(page.law_key), page)
    return best


def _articles(
    pages: Collection[RegulationPage], numbers: Collection[int]
) -> dict[tuple[int, int, int], Article]:
    """The articles of `pages` with these numbers, by page, number and sub-number."""
    rows = Article.objects.filter(regulation__in=pages, number__in=numbers, copy=1)
    return {(row.regulation_id, row.number, row.sub_number): row for row in rows}


def _cited(
    page: RegulationPage, wanted: list[Citation], rows: dict[tuple[int, int, int], Article]
) -> Cited:
    keys = [(page.pk, one.number, one.sub_number) for one in wanted if one.number]
    found = [rows[key] for key in keys[:MOST_ARTICLES] if key in rows]
    for article in found:
        article.regulation = page
    return Cited(page, found)
