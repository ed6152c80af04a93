"""From the text of a law to its divisions and articles; no word of it is dropped."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from portal.regulations.lines import Article, Heading, as_annex, as_article, as_heading, unmarked
from portal.regulations.structure import ArticleText, Division, LawText, Level

LEAF, ROOT = 9, 0
"""Places for headings without number: below every numbered one, and above (annexes)."""

_TABLE = re.compile(r"<!--\s*TABLE\s*-->(.*?)<!--\s*TABLE END\s*-->", re.DOTALL)
_INSIDE_ROW = re.compile(r"\n+(?!\s*\||\s*$)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CONTENTS = re.compile(r"#{0,6}\s*目\s*[录次]\s*")


def parse_body(body: str) -> LawText:
    """The structure of `body`, a law's text without title and history. Never raises."""
    builder = _Builder()
    for marks, text in _without_contents(list(_lines(body))):
        builder.add(marks, text)
    return builder.law


def _lines(body: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, each with the number of its # marks.

    A row of a table between TABLE marks is one line, whatever line breaks its cells have.
    """
    tables_joined = _TABLE.sub(lambda table: _INSIDE_ROW.sub(" ", table[1]), body)
    for line in _COMMENT.sub("", tables_joined).splitlines():
        marks, text = unmarked(line.strip())
        if text:
            yield marks, text


def _without_contents(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """`lines` without a table of contents (目录): the headings that come again further down."""
    start = next((i for i, (_m, text) in enumerate(lines) if _CONTENTS.fullmatch(text)), None)
    if start is None:
        return lines
    rest = lines[start + 1 :]
    first = next((text for _marks, text in rest), "")
    again = next((i for i, (_m, text) in enumerate(rest) if i and text == first), 0)
    return lines[:start] + rest[again:]


@dataclass(frozen=True)
class _Place:
    """A heading that is open: what comes next lies below it."""

    rank: int
    marks: int
    division: Division


class _Builder:
    """Puts lines in their place, one after the other."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.law = LawText()
        self.open: list[_Place] = []
        self.before_annex: list[_Place] | None = None
        self.last_article = (0, 0)
        self.copies: Counter[tuple[int, int]] = Counter()
        self.anchors: Counter[str] = Counter()
        self.unnumbered: Counter[str] = Counter()

    def add(self, marks: int, text: str) -> None:
        """Put in the line `text`, which had `marks` # before it."""
        article = as_article(text)
        if article and self._is_article(article):
            self._add_article(article)
        elif self.copies and (annex := as_annex(text)):
            self._add_annex(annex)
        elif heading := as_heading(text, marked=bool(marks)):
            self._add_heading(heading, marks)
        else:
            self._paragraphs().append(text)

    def _is_article(self, article: Article) -> bool:
        """Whether the line starts an article, or is a paragraph that opens with a citation."""
        follows = article.follows(*self.last_article)
        if article.is_set_off:
            return follows or not article.reads_as_citation
        return follows and not article.reads_as_citation

    def _add_article(self, article: Article) -> None:
        """Begin an article."""
        key = article.number, article.sub_number
        if self.before_annex is not None and article.follows(*self.last_article):
            # The text goes on: what looked like an annex was none.
            self.open, self.before_annex = self.before_annex, None
        self.copies[key] += 1
        path = tuple(place.division.heading for place in self.open)
        entry = ArticleText(len(self.open), *key, self.copies[key], path)
        if article.rest:
            entry.paragraphs.append(article.rest)
        self.law.entries.append(entry)
        if self.before_annex is None:
            self.last_article = key

    def _add_annex(self, annex: Heading) -> None:
        """Begin an annex: it lies below nothing."""
        if self.before_annex is None:
            self.before_annex = self.open
        self.open = []
        self.unnumbered["annex"] += 1
        self._begin(annex, ROOT, 0, f"annex-{self.unnumbered['annex']}")

    def _add_heading(self, heading: Heading, marks: int) -> None:
        """Begin a division below those that are higher."""
        if heading.level is None:
            while self.open and (self.open[-1].marks >= marks or self.open[-1].rank == LEAF):
                self.open.pop()
            self.unnumbered["heading"] += 1
            return self._begin(heading, LEAF, marks, f"heading-{self.unnumbered['heading']}")
        rank = heading.level.value
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()
        name = f"{heading.level.name.lower()}-{heading.number}"
        name += f"-{heading.sub_number}" if heading.sub_number else ""
        return self._begin(heading, rank, marks, name)

    def _begin(self, heading: Heading, rank: int, marks: int, name: str) -> None:
        """Add the division and keep it open."""
        above = f"{self.open[-1].division.anchor}-" if self.open else ""
        anchor = self._unused(above + name)
        division = Division(len(self.open), heading.level, heading.label, heading.title, anchor)
        self.law.entries.append(division)
        self.open = [*self.open, _Place(rank, marks, division)]

    def _unused(self, anchor: str) -> str:
        """`anchor`, with a number if it was given before."""
        self.anchors[anchor] += 1
        again = self.anchors[anchor]
        return anchor if again == 1 else f"{anchor}-copy-{again}"

    def _paragraphs(self) -> list[str]:
        """Where a paragraph belongs now."""
        return self.law.entries[-1].paragraphs if self.law.entries else self.law.preamble


def chapters(law: LawText) -> int:
    """How many numbered chapters (章) the law has."""
    return law.count(Level.CHAPTER)
