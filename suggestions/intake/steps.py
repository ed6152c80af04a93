"""Steps: a suggestion's history as its author and the public may read it."""

from dataclasses import dataclass
from datetime import datetime

from suggestions.history import INTERNAL, Entry
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Step:
    """One line of a timeline; no name of any official is in it."""

    title: str
    at: datetime
    text: str
    status: str  # "done" or "current"


def steps_for_author(suggestion: Suggestion) -> list[Step]:
    """Every step with what was said to the author, oldest first."""
    return timeline(visible_entries(suggestion), with_notes=True)


def visible_entries(suggestion: Suggestion) -> list[Entry]:
    """What of the history the author may read, oldest first."""
    return list(suggestion.history.exclude(event__in=INTERNAL).select_related("reply"))


def timeline(entries: list[Entry], *, with_notes: bool) -> list[Step]:
    """`entries` as steps; the last one is where it stands. Replies stand by themselves."""
    last = len(entries) - 1
    return [
        Step(
            title=entry.step,
            at=entry.at,
            text=entry.note if with_notes and not hasattr(entry, "reply") else "",
            status="current" if number == last else "done",
        )
        for number, entry in enumerate(entries)
    ]
