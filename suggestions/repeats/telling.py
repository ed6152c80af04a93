"""Telling: the author of a repeat hears that the earlier suggestion has been answered, once.

Only of public suggestions: the author is led to the public page, and what the office wrote to
somebody else stays theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from suggestions.history import Entry, Event, record
from suggestions.notices import queue_notice
from suggestions.repeats.link import Link, locked_ends
from suggestions.states import OUTCOMES
from suggestions.suggestion import Suggestion

SECOND_THOUGHTS = timedelta(minutes=10)
"""A verdict can be taken back for so long before anybody is told of it."""
SWEEP = 500  # links per run


@dataclass(frozen=True)
class Heard:
    """An answered suggestion that said the same, and the panel's public word on it, if any."""

    earlier: Suggestion
    outcome: Entry | None


def heard_by(suggestion: Suggestion) -> list[Heard]:
    """What the author of `suggestion` can read of answers to the same; public things only.

    Nothing of verdicts that are still being thought over. Two queries.
    """
    until = timezone.now() - SECOND_THOUGHTS
    links = suggestion.earlier_links.to_hear().filter(at__lte=until)
    rows = [link.earlier for link in links.select_related("earlier__campaign")]
    outcomes = _outcomes(rows)
    return [Heard(row, outcomes.get(row.pk)) for row in rows]


def _outcomes(rows: Sequence[Suggestion]) -> dict[int, Entry]:
    """A panel's last public word on each of `rows`, by key; one query."""
    moves = Entry.objects.filter(suggestion__in=rows, event=Event.MOVED, after__in=OUTCOMES)
    return {entry.suggestion_id: entry for entry in moves.order_by("at", "pk")}


@shared_task
def tell_authors_of_repeats() -> None:
    """Tell everyone who has still to hear; may run twice, late, or beside another run."""
    until = timezone.now() - SECOND_THOUGHTS
    waiting = Link.objects.to_tell(until=until).order_by("at")
    for key in list(waiting.values_list("pk", flat=True)[:SWEEP]):
        tell(key, until=until)


@transaction.atomic
def tell(key: int, *, until: datetime) -> bool:
    """Tell the author of the later suggestion of this link, unless that has been done."""
    for ends in Link.objects.filter(pk=key).values_list("later", "earlier"):
        locked_ends(ends)
    waiting = Link.objects.to_tell(until=until).select_related("later").filter(pk=key)
    row = waiting.select_for_update(of=("self",)).first()
    if row is None:
        return False
    row.told = record(row.later, Event.HEARD, by=None)
    row.save(update_fields=["told"])
    queue_notice(row.told)
    return True
