"""The one door for ratings: kept once, and what follows from a good or a low one."""

from datetime import datetime

from django.db import transaction

from portal.accounts.user import User
from suggestions.history import Event, move, record
from suggestions.rating.asking import Asking, AskingEnd
from suggestions.rating.asking_door import end
from suggestions.rating.rating import Rating, Reopening, Scale, Source
from suggestions.rating.refusals import RatingRefused, Refusal
from suggestions.rating.reopening import reopen
from suggestions.states import State
from suggestions.suggestion import Suggestion

REOPENABLE = frozenset({State.ANSWERED, State.CLOSED})


@transaction.atomic
def rate(
    asking: Asking,
    *,
    answered: int,
    done: int,
    comment: str = "",
    by: User | None,
    at: datetime,
    source: Source = Source.OWN,
    alone: bool = False,
) -> Rating:
    """Keep the two answers, once; `by` is the caller, None for the author.

    A good rating closes the suggestion. A low one opens it again, once; the second goes to
    the supervisor's list. Raises RatingRefused if it was rated before, if the time is over,
    or if the reply it is about no longer stands.
    """
    row = locked(asking)
    if row.end == AskingEnd.RATED:
        raise RatingRefused(Refusal.RATED)
    if not row.is_rateable(at) or not reply_stands(row):
        raise RatingRefused(Refusal.EXPIRED)
    rating = Rating.objects.create(
        asking=row,
        suggestion=row.suggestion,
        unit=row.unit,
        answered=Scale(answered),
        done=Scale(done),
        comment=comment,
        source=source,
        by=by,
        alone=alone,
        at=at,
    )
    end(row, AskingEnd.RATED, at=at)
    record(row.suggestion, Event.RATED, by=by, internal_note=f"{answered} · {done}")
    _follow(rating, row.suggestion, at=at)
    return rating


def locked(asking: Asking) -> Asking:
    """The row of `asking` with its suggestion, both held; the suggestion first, as everywhere."""
    suggestion = Suggestion.objects.locked().prefetch_related("unit").get(pk=asking.suggestion_id)
    rows = Asking.objects.select_for_update().prefetch_related("unit", "reply")
    row = rows.get(pk=asking.pk)
    row.suggestion = suggestion
    return row


def reply_stands(asking: Asking) -> bool:
    """Whether the reply is still what the author was told last: nobody works on it again."""
    return asking.suggestion.state not in (State.RECEIVED, State.ACCEPTED, State.WITHDRAWN)


def _follow(rating: Rating, suggestion: Suggestion, *, at: datetime) -> None:
    if not rating.is_low:
        if suggestion.state == State.ANSWERED:
            move(suggestion, State.CLOSED, by=None)
        return
    opened_before = Reopening.objects.filter(suggestion=suggestion).exists()
    if suggestion.state in REOPENABLE and not opened_before:
        reopen(rating, suggestion, at=at)
        return
    rating.needs_supervisor = True
    rating.save(update_fields=["needs_supervisor"])


@transaction.atomic
def settle(rating: Rating, *, note: str, by: User, at: datetime) -> Rating:
    """Say what a supervisor did about a second low rating, and close the suggestion.

    Raises RatingRefused without a note, or if that was done already.
    """
    if not note.strip():
        raise RatingRefused(Refusal.NOTE)
    suggestion = Suggestion.objects.locked().get(pk=rating.suggestion_id)
    row = Rating.objects.select_for_update().for_supervisor().filter(pk=rating.pk).first()
    if row is None:
        raise RatingRefused(Refusal.STATE)
    row.settled_by, row.settled_at, row.settled_note = by, at, note
    row.save(update_fields=["settled_by", "settled_at", "settled_note"])
    if suggestion.state == State.ANSWERED:
        move(suggestion, State.CLOSED, by=by, internal_note=note)
    return row
