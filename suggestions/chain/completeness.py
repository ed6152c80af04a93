"""Completeness: is there a row that the log knows nothing of, or a state nobody moved to?"""

from collections.abc import Callable, Iterator

from django.db.models import OuterRef, Subquery

from suggestions.chain.entry import ChainEntry
from suggestions.chain.refusals import ChainBroken
from suggestions.chain.sources import SOURCES, Source
from suggestions.history import Entry, Event
from suggestions.suggestion import Suggestion, SuggestionQuerySet

BATCH = 1_000
"""Rows read at once."""
MOVING = (Event.SUBMITTED, Event.MOVED)
"""The events that say what state a suggestion is in afterwards."""

Standing = tuple[int, str, str, str | None]
"""A suggestion's number, receipt and state, and the state its history leads to."""

Progress = Callable[[int], object]


def check_completeness(*, progress: Progress = lambda rows: None) -> None:
    """Raises ChainBroken for a row without an entry, or a state that no history leads to."""
    for source in SOURCES.values():
        for rows in source.stretches(BATCH):
            _check_rows(source, rows)
            progress(len(rows))
    for found in _stretches_of_states():
        for standing in found:
            _check_state(standing)
        progress(len(found))


def without_entry(source: Source, rows: list[int]) -> list[int]:
    """Those of `rows` that the log does not know."""
    known = ChainEntry.objects.filter(kind=source.kind, row__in=rows).order_by()
    return sorted(set(rows) - set(known.values_list("row", flat=True)))


def _check_rows(source: Source, rows: list[int]) -> None:
    unknown = without_entry(source, rows)
    if unknown:
        what = f"row {unknown[0]} has no entry: it was not written by the portal"
        raise ChainBroken(None, source.kind, what)


def _stretches_of_states() -> Iterator[list[Standing]]:
    after = 0
    while found := _with_last_move(Suggestion.objects.filter(pk__gt=after)):
        yield found
        after = found[-1][0]


def _with_last_move(rows: SuggestionQuerySet) -> list[Standing]:
    moves = Entry.objects.filter(suggestion=OuterRef("pk"), event__in=MOVING).order_by("-pk")
    told = rows.order_by("pk").annotate(moved_to=Subquery(moves.values("after")[:1]))
    return list(told.values_list("pk", "receipt", "state", "moved_to")[:BATCH])


def _check_state(standing: Standing) -> None:
    """A difference is looked at again: somebody may have moved it between two reads."""
    key, receipt, state, moved_to = standing
    if state == moved_to:
        return
    for _key, _receipt, state, moved_to in _with_last_move(Suggestion.objects.filter(pk=key)):
        if state != moved_to:
            what = f"{receipt} is {state}, its history says {moved_to or 'nothing'}"
            raise ChainBroken(None, "suggestion", what)
