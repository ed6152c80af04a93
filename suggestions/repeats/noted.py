"""Noted: the number of the other end that a link left in a history, and who may not read it."""

from collections.abc import Iterable

from suggestions.history import Entry, Event
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

LINKING = frozenset({Event.LINKED, Event.UNLINKED})


def without_sealed(entries: Iterable[Entry]) -> list[Entry]:
    """`entries` in their order, as they are shown: those of links name no report against someone.

    That there was a link stays; the number would tell those the report is about that there is
    one. One query if links are among them.
    """
    shown = list(entries)
    naming = [entry for entry in shown if entry.event in LINKING and entry.internal_note]
    if naming:
        named = Suggestion.objects.filter(receipt__in={entry.internal_note for entry in naming})
        reports = named.filter(classification=Classification.REPORT).order_by()
        sealed = set(reports.values_list("receipt", flat=True))
        for entry in naming:
            entry.internal_note = "" if entry.internal_note in sealed else entry.internal_note
    return shown
