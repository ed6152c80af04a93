"""Noting: each step of a duty is written into the history, and search hears of it."""

from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.signals import changed
from suggestions.history import Entry, Event, record
from suggestions.suggestion import Suggestion

CODE_LENGTH = 16


def hold(suggestion: Suggestion) -> Suggestion:
    """The row of `suggestion`, locked: whoever changes a duty holds it first.

    Without its unit: PostgreSQL joins the old unit to the row it has waited for, and finds
    nothing if the unit was changed meanwhile.
    """
    return Suggestion.objects.locked().get(pk=suggestion.pk)


def note_step(
    row: Suggestion,
    event: Event,
    *,
    by: User | None,
    note: str = "",
    internal_note: str = "",
    before: Unit | None = None,
    after: Unit | None = None,
) -> Entry:
    """Write down a step between two units; who may see `row` may have changed with it.

    Units are named in the internal note. The author may read `note` unless the event is internal.
    """
    entry = record(
        row,
        event,
        by=by,
        note=note,
        internal_note=_with_units(internal_note, before, after),
        before=before.code[:CODE_LENGTH] if before else "",
        after=after.code[:CODE_LENGTH] if after else "",
    )
    touch(row)
    return entry


def _with_units(note: str, before: Unit | None, after: Unit | None) -> str:
    """The note below the names that the units have today: the history keeps them."""
    names = " → ".join(str(unit) for unit in (before, after) if unit)
    return "\n".join(filter(None, [names, note]))


def touch(row: Suggestion) -> None:
    """Let those who keep copies of `row` fetch it anew: other units may see it now."""
    Suggestion.objects.filter(pk=row.pk).update()
    row.refresh_from_db(fields=["version"])
    changed(Suggestion, [row.pk])
