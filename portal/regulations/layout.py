"""How the text of an article is set: paragraphs (款), items (项), sub-items (目), tables."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from portal.regulations.numerals import NUMERAL

_ITEM = re.compile(rf"[“\"]?(?:[（(]\s*[{NUMERAL}]+\s*[)）]|[〇一二三四五六七八九十百]+[、.．])")
_SUB_ITEM = re.compile(
    r"[“\"]?(?:[0-9０-９]{1,3}\s*[.．、)）](?![0-9０-９])|[（(][0-9０-９]{1,3}[)）]|[①-⑳])"
)
_RULE = re.compile(r"[\s|:：-]+")


@dataclass
class Item:
    """An item (项) with its sub-items (目); marks such as （一） are part of the text."""

    text: str
    subitems: list[str] = field(default_factory=list)


@dataclass
class Block:
    """One of the three: a paragraph, a list, or the rows of a table."""

    paragraph: str = ""
    items: list[Item] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def blocks(paragraphs: Iterable[str]) -> list[Block]:
    """`paragraphs` as they are set on a page, in their order, word for word."""
    found: list[Block] = []
    for kind, lines in groupby(paragraphs, key=_kind):
        if kind == "table":
            found.append(Block(rows=[_cells(line) for line in lines if not _is_rule(line)]))
        elif kind == "items":
            found.append(Block(items=_items(lines)))
        else:
            found += [Block(paragraph=line) for line in lines]
    return found


def _kind(line: str) -> str:
    """What sort of block `line` belongs to."""
    if line.startswith("|"):
        return "table"
    return "items" if _ITEM.match(line) or _SUB_ITEM.match(line) else "paragraph"


def _items(lines: Iterable[str]) -> list[Item]:
    """Items with what is numbered below them; a list may begin with sub-items alone."""
    items: list[Item] = []
    for line in lines:
        if _SUB_ITEM.match(line) and items and not _SUB_ITEM.match(items[0].text):
            items[-1].subitems.append(line)
        else:
            items.append(Item(line))
    return items


def _cells(line: str) -> list[str]:
    """The cells of a table's line."""
    return [cell.strip() for cell in line.strip("|").split("|")]


def _is_rule(line: str) -> bool:
    """Whether `line` is the rule below a table's headings: |---|---|."""
    return bool(_RULE.fullmatch(line))
