"""What a law's text is made of: divisions (编, 章, 节 …) and articles, in reading order."""

from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar

from portal.regulations.layout import Block, blocks
from portal.regulations.numerals import to_numeral

TOP_HEADING, LAST_HEADING = 2, 6
"""HTML headings on a law's page: h1 is its title."""


class Level(Enum):
    """What a division is; the value is its place below the law, 1 the highest."""

    PART = 1
    """编, 篇, 部分"""
    SUBPART = 2
    """分编"""
    CHAPTER = 3
    """章"""
    SECTION = 4
    """节"""
    SUBSECTION = 5
    """目"""


@dataclass
class Entry:
    """What divisions and articles share: `depth` counts the headings above, 0 for none."""

    is_article: ClassVar[bool] = False

    depth: int
    paragraphs: list[str] = field(default_factory=list, kw_only=True)

    @property
    def blocks(self) -> list[Block]:
        """The paragraphs as they are set on a page."""
        return blocks(self.paragraphs)

    @property
    def heading_level(self) -> int:
        """The HTML heading (2–6) that fits the depth."""
        return min(TOP_HEADING + self.depth, LAST_HEADING)


@dataclass
class Division(Entry):
    """A heading and what stands directly under it, before the next heading or article.

    `level` is None for one without a number (序言, 附件); `label` is 第三章 or empty.
    """

    level: Level | None
    label: str
    title: str
    anchor: str

    @property
    def heading(self) -> str:
        """Label and title as one line."""
        return f"{self.label} {self.title}".strip()


@dataclass
class ArticleText(Entry):
    """One article: 第十七条之一 has `number` 17 and `sub_number` 1.

    `copy` is 1, and counts up where a number stands in the text again; `path` holds the
    headings above the article, the highest first.
    """

    is_article: ClassVar[bool] = True

    number: int
    sub_number: int
    copy: int
    path: tuple[str, ...]

    @property
    def label(self) -> str:
        """第二十二条, 第十七条之一."""
        return article_label(self.number, self.sub_number)

    @property
    def anchor(self) -> str:
        """The article's place on its page: article-22, article-17-1."""
        return article_anchor(self.number, self.sub_number, self.copy)

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass
class LawText:
    """A parsed text: what stands before the first heading or article, then the rest in order."""

    preamble: list[str] = field(default_factory=list)
    entries: list[Division | ArticleText] = field(default_factory=list)

    @property
    def preamble_blocks(self) -> list[Block]:
        """The preamble as it is set on a page."""
        return blocks(self.preamble)

    @property
    def starts_with_article(self) -> bool:
        """Whether articles come before the first heading."""
        return bool(self.entries) and self.entries[0].is_article

    @property
    def articles(self) -> list[ArticleText]:
        """The articles alone."""
        return [entry for entry in self.entries if isinstance(entry, ArticleText)]

    @property
    def divisions(self) -> list[Division]:
        """The headings alone."""
        return [entry for entry in self.entries if isinstance(entry, Division)]

    def count(self, level: Level) -> int:
        """How many divisions of this level there are."""
        return sum(division.level is level for division in self.divisions)


def article_label(number: int, sub_number: int = 0) -> str:
    """第二十二条, 第十七条之一. Raises ValueError for a number outside 1–9999."""
    return f"第{to_numeral(number)}条" + (f"之{to_numeral(sub_number)}" if sub_number else "")


def article_anchor(number: int, sub_number: int = 0, copy: int = 1) -> str:
    """The fragment of an article's address, without #; `copy` tells repeated numbers apart."""
    anchor = f"article-{number}" + (f"-{sub_number}" if sub_number else "")
    return anchor if copy == 1 else f"{anchor}-copy-{copy}"
