"""Holding: a text with words of the editors' lists is not published before somebody has looked.

Nothing else changes: the suggestion keeps its receipt, its state and its clocks.
"""

from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from suggestions.handling.public_text import held_words
from suggestions.handling.words.word_list import Hold
from suggestions.history import Event, record
from suggestions.suggestion import Suggestion


def hold_if_found(row: Suggestion, *, at: datetime) -> Hold | None:
    """Write down that the locked `row` holds such words; None if nothing holds it back.

    Words that somebody has released stay released; others hold it again.
    """
    words = held_words(row)
    hold = Hold.objects.filter(suggestion=row).first()
    if not words:
        return None
    if hold is None:
        hold = Hold.objects.create(suggestion=row, found=words, at=at)
    elif hold.released_at is None:
        _keep_words(hold, words)
        return hold
    elif set(words) <= set(hold.found):
        return None
    else:
        hold.found, hold.at, hold.released_at, hold.released_by = words, at, None, None
        hold.save()
    record(row, Event.HELD, by=None, internal_note="、".join(words))
    return hold


def _keep_words(hold: Hold, words: list[str]) -> None:
    if hold.found != words:
        hold.found = words
        hold.save(update_fields=["found"])


@transaction.atomic
def release(suggestion: Suggestion, *, by: User, at: datetime, note: str = "") -> bool:
    """Say that the words found may stand here; False if nothing is held."""
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    hold = Hold.objects.filter(suggestion=row, released_at__isnull=True).first()
    if hold is None:
        return False
    hold.released_at, hold.released_by, hold.note = at, by, note
    hold.save(update_fields=["released_at", "released_by", "note"])
    said = "、".join(hold.found)
    record(row, Event.RELEASED, by=by, internal_note=f"{said}：{note}" if note else said)
    return True
