"""A section of the file: a heading and lines, each with its moment, who it was and what it says."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from portal.accounts.user import User


@dataclass(frozen=True)
class Line:
    """One thing that happened or was said."""

    at: datetime | None
    who: str
    what: str
    text: str = ""


@dataclass(frozen=True)
class Section:
    """What belongs together; `anchor` is its address inside the file."""

    anchor: str
    title: str
    lines: list[Line] = field(default_factory=list)


def named(person: User | None) -> str:
    """Whoever did it, as the file calls them."""
    return str(person) if person else ""


def joined(*parts: object) -> str:
    """Those of `parts` that say something, one below the other."""
    return "\n".join(str(part) for part in parts if part)


def in_order(lines: Iterable[Line]) -> list[Line]:
    """By their moments; what has none comes first."""
    return sorted(lines, key=lambda line: line.at.timestamp() if line.at else 0.0)
