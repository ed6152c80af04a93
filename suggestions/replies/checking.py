"""Checking: a supervisor looks at a final reply before its author is asked (济南 Art. 27)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import reaches
from suggestions.history import Event, move, record
from suggestions.rating.asking_door import ask
from suggestions.replies.check import Check, Point
from suggestions.replies.hands import hands_of, somebody_else
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.reply import Reply
from suggestions.rights import Action
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion


def reply_to_check(suggestion: Suggestion) -> Reply | None:
    """The final reply that waits for a check; None if there is none."""
    rows = suggestion.replies.to_check().select_related("unit", "suggestion__unit")
    return rows.order_by("-sent_at", "-pk").first()


def check_refusal(reply: Reply, person: User, *, on: date) -> Refusal | None:
    """What stands against this person's checking; None if nothing does.

    A supervisor of the unit or above checks, never a hand that replied. Where there is no
    supervisor anybody else checks who could reply, and an only person checks alone.
    """
    own = person.pk in hands_of(reply)
    if own and _others(reply, besides=[person.pk], on=on):
        return Refusal.OWN_HAND
    supervises = person.is_superuser or is_supervisor(person, reply.suggestion, on=on)
    if not supervises and _supervisors(reply, besides=[person.pk], on=on):
        return Refusal.SUPERVISOR
    return None


def is_supervisor(person: User, suggestion: Suggestion, *, on: date) -> bool:
    """Whether `person` supervises the unit in charge; for reports their office counts."""
    if suggestion.classification == Classification.REPORT:
        return True
    return reaches(person, [Role.SUPERVISOR], suggestion.unit, on=on)


def _others(reply: Reply, *, besides: Collection[int], on: date) -> bool:
    """Whether somebody who did not write, approve or send the reply could check it."""
    hands = {*hands_of(reply), *besides}
    row = reply.suggestion
    return somebody_else(Action.CHECK_REPLY, row, besides=hands, on=on, above=True)


def _supervisors(reply: Reply, *, besides: Collection[int], on: date) -> bool:
    hands = {*hands_of(reply), *besides}
    return somebody_else(
        Action.CHECK_REPLY,
        reply.suggestion,
        besides=hands,
        on=on,
        above=True,
        roles=[Role.SUPERVISOR],
    )


@transaction.atomic
def check(
    suggestion: Suggestion,
    passed: bool,
    *,
    by: User,
    note: str = "",
    at: datetime,
    points: Collection[str] | None = None,
) -> Check:
    """Say whether the final reply really answers; `points` are those of the list that hold.

    Passed, the author is asked to rate; if not, the unit answers again, with a new clock.
    Raises ReplyRefused without a reply to check, from a hand that wrote it, if a point is
    missing from what passes, or without a note about what does not.
    """
    row = Suggestion.objects.locked().prefetch_related("unit").get(pk=suggestion.pk)
    reply = reply_to_check(row)
    if reply is None:
        raise ReplyRefused(Refusal.STATE)
    reply.suggestion = row
    refusal = check_refusal(reply, by, on=localdate(at))
    if refusal:
        raise ReplyRefused(refusal)
    held = set(Point.values) if points is None and passed else set(points or ())
    if passed and not held >= set(Point.values):
        raise ReplyRefused(Refusal.POINTS)
    if not passed and not note.strip():
        raise ReplyRefused(Refusal.NOTE)
    made = Check.objects.create(
        suggestion=row,
        reply=reply,
        passed=passed,
        points=sorted(held & set(Point.values)),
        note=note,
        by=by,
        at=at,
        alone=by.pk in hands_of(reply),
    )
    Reply.objects.filter(pk=reply.pk).update(checked_at=at)
    _follow(made, reply, by=by, at=at)
    suggestion.state = row.state
    return made


def _follow(made: Check, reply: Reply, *, by: User, at: datetime) -> None:
    row = made.suggestion
    if made.passed:
        record(row, Event.CHECKED, by=by, internal_note=made.note)
        ask(row, reply, by=by, at=at)
    else:
        move(row, State.ACCEPTED, by=by, internal_note=made.note)
