"""What one line of a law's text is: a heading, the start of an article, an annex, or text."""

import re
from dataclasses import dataclass

from portal.regulations.numerals import NUMERAL, to_number
from portal.regulations.structure import Level

LONGEST_TITLE = 60
"""Characters; a longer line is a sentence, not a heading."""

UNITS = {
    "编": Level.PART,
    "篇": Level.PART,
    "部分": Level.PART,
    "分编": Level.SUBPART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
    "目": Level.SUBSECTION,
}
BARE_TITLES = {"序言", "前言", "总则", "附则"}
"""Headings without number that are known even where nothing marks them."""

_NUMBER = rf"([{NUMERAL}](?:\s?[{NUMERAL}])*)"
_INSERTED = rf"(?:\s*之\s*([{NUMERAL}]{{1,3}}))?"
_INSERTED = rf"(?:\s*之\s*([{NUMERAL}]{{1,3}}))?"
_ARTICLE = re.compile(rf"第\s*{_NUMBER}\s*条{_INSERTED}(\s*)(.*)", re.DOTALL)
_UNIT = "(分编|部分|[编篇章节目])"
_HEADING = re.compile(rf"第\s*{_NUMBER}\s*{_UNIT}{_INSERTED}(\s*)(.*)", re.DOTALL)
_ANNEX = re.compile(
    rf"(附\s*(?:件|表|录|图)?\s*[{NUMERAL}]{{0,3}})(?:\s*[：:]\s*(.*)|\s+(.*))?", re.DOTALL
)
_MARKS = re.compile(r"(#{0,6})\s*(.*?)\s*#*", re.DOTALL)
_BOLD = re.compile(r"^\*\*(.+?)\*\*")
_STOPS = re.compile(r"[。；;，,：:！？]")
# A paragraph that opens by citing an article reads on with these words.
_CITES = re.compile(
    r"第[一二三四五六七八九十]+[款项]|[、和及至或（(]第|规定|所称|所列|中的|的|之规定|修改|改为"
)


@dataclass(frozen=True)
class Article:
    """The start of an article, and what follows its number on the same line.

    `is_set_off` says that the number stands apart from the text, as laws print it.
    """

    number: int
    sub_number: int
    is_set_off: bool
    rest: str

    def follows(self, number: int, sub_number: int) -> bool:
        """Whether this is the next number after that of another article (0, 0: the first)."""
        own = (self.number, self.sub_number)
        return own in {(number + 1, 0), (number, sub_number + 1)}

    @property
    def reads_as_citation(self) -> bool:
        """Whether the line rather cites that article: 第三条 第二款规定的……"""
        return bool(_CITES.match(self.rest))


@dataclass(frozen=True)
class Heading:
    """A heading: 第三章之一 has `number` 3 and `sub_number` 1; `level` None means no number."""

    level: Level | None
    number: int
    sub_number: int
    label: str
    title: str


def unmarked(line: str) -> tuple[int, str]:
    """How many # stand before `line`, and the line without Markdown's marks."""
    match = _MARKS.fullmatch(line)
    marks, text = match.groups() if match else ("", line)
    return len(marks), _BOLD.sub(r"\1 ", text).strip()


def as_article(text: str) -> Article | None:
    """The article that starts with `text`, a line without marks; None if none does."""
    match = _ARTICLE.fullmatch(text)
    if not match:
        return None
    try:
        number, sub_number = to_number(match[1]), to_number(match[2] or "0")
    except ValueError:
        return None
    if not number:
        return None
    is_set_off = bool(match[3]) or not match[4] or match[4][0] in "（(【［["
    return Article(number, sub_number, is_set_off, match[4].strip())


def as_heading(text: str, *, marked: bool) -> Heading | None:
    """The heading in `text`, a line without marks; `marked` if it had # before it.

    A line with marks is a heading whatever it says; one without must have a number that is
    set off, and no punctuation, or it is a sentence: 第二章规定的……
    """
    match = _HEADING.fullmatch(text)
    if match and (marked or _is_bare_heading(*match.group(2, 4, 5))):
        return _numbered(match)
    if (marked and text) or _joined(text) in BARE_TITLES:
        return Heading(None, 0, 0, "", tidy_title(text))
    return None


def _numbered(match: re.Match[str]) -> Heading | None:
    """The heading that `match` of _HEADING found; None if its number is none (第百十章)."""
    number, unit, inserted, _gap, title = match.groups()
    try:
        numbers = to_number(number), to_number(inserted or "0")
    except ValueError:
        return None
    label = f"第{_joined(number)}{unit}" + (f"之{inserted}" if inserted else "")
    return Heading(UNITS[unit], *numbers, label, tidy_title(title))


def _is_bare_heading(unit: str, gap: str, title: str) -> bool:
    """Whether a line without marks is a heading: 第一章 总则."""
    if unit == "目" or len(title) > LONGEST_TITLE or _STOPS.search(title):
        return False
    return bool(gap) or not title


def as_annex(text: str) -> Heading | None:
    """The heading of an annex (附件, 附件1：……, 附表 ……) in `text`; None if it is none."""
    match = _ANNEX.fullmatch(text)
    if not match or _joined(text) == "附则" or len(text) > LONGEST_TITLE:
        return None
    title = match[2] or match[3] or ""
    if _STOPS.search(title):
        return None
    return Heading(None, 0, 0, _joined(match[1]), tidy_title(title))


def tidy_title(text: str) -> str:
    """A heading's title with its spaces in order: 总　　则 gives 总则."""
    parts = text.split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)


def _joined(text: str) -> str:
    """`text` without any space."""
    return "".join(text.split())
