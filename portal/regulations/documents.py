"""A law's Markdown file: `# title`, history lines, `<!-- INFO END -->`, the text."""

import re
from dataclasses import dataclass
from itertools import takewhile

from portal.regulations.lines import as_article, as_heading, unmarked

END_OF_HISTORY = re.compile(r"<!--\s*INFO\s+END\s*-->", re.IGNORECASE)
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


@dataclass(frozen=True)
class Document:
    """Title (may be empty), the lines of the issuing history, and the text itself."""

    title: str
    history: tuple[str, ...]
    body: str


def parse_document(text: str) -> Document:
    """Title, history and body of a law's file. Never raises.

    Without the INFO END mark the history is the dated lines between title and text.
    """
    lines = text.split("\n")
    title, rest = _title(lines)
    mark = next((i for i, line in enumerate(rest) if END_OF_HISTORY.search(line)), None)
    if mark is None:
        mark = sum(1 for _line in takewhile(_may_be_history, rest))
        body = rest[mark:]
    else:
        body = rest[mark + 1 :]
    return Document(title, tuple(_filled(rest[:mark])), "\n".join(body).strip("\n"))


def _title(lines: list[str]) -> tuple[str, list[str]]:
    """The text of the first `# ` line, and the lines after it; all lines if there is none."""
    for position, line in enumerate(lines):
        marks, text = unmarked(line.strip())
        if text and marks == 1 and not as_article(text) and not as_heading(text, marked=False):
            return text, lines[position + 1 :]
        if text:
            break
    return "", lines


def _may_be_history(line: str) -> bool:
    """Whether `line`, one of the first, is empty or tells when something was decided."""
    marks, text = unmarked(line.strip())
    return not text or (not marks and not as_article(text) and bool(_DATE.search(text)))


def _filled(lines: list[str]) -> list[str]:
    """The lines that hold something, trimmed."""
    return [line.strip() for line in lines if line.strip()]
