"""Which part of a suggestion's history everyone may read."""

from suggestions.history import Entry, Event
from suggestions.states import NEVER_PUBLIC
from suggestions.suggestion import Suggestion

PUBLIC_EVENTS = (Event.SUBMITTED, Event.MOVED, Event.PUBLISHED, Event.PROGRESS)


def public_entries(suggestion: Suggestion) -> list[Entry]:
    """The steps everyone may read, oldest first.

    What was said between the office and the author, such as a return for completion, is
    theirs alone.
    """
    entries = suggestion.history.filter(event__in=PUBLIC_EVENTS)
    private = [*NEVER_PUBLIC]
    return list(entries.exclude(before__in=private).exclude(after__in=private))
