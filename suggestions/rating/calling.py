"""Calling back: authors who are not online, or did not answer the link, are asked by telephone.

Never by the unit that handled the matter. Two callers never call the same author at once: who
takes a call holds it for a while.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from portal.accounts.contact import ContactDetails, Purpose, read_contact
from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import holders, memberships_of
from portal.organisation.unit import Unit, paths_up
from suggestions.duties.duty import Duty, DutyState
from suggestions.history import move
from suggestions.rating.asking import Asking, AskingEnd, AskingQuerySet, CallAttempt, CallResult
from suggestions.rating.asking_door import end
from suggestions.rating.rating import Rating, Source
from suggestions.rating.rating_door import locked, rate, reply_stands
from suggestions.rating.refusals import RatingRefused, Refusal
from suggestions.replies.hands import hands_of
from suggestions.rights import RIGHTS, Action
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

CALL_FOR = timedelta(minutes=20)
"""How long a call is held before somebody else may take it."""
CALL_AGAIN_AFTER = timedelta(hours=20)
MOST_ATTEMPTS = 3
"""Calls without an answer, on different days, before the author counts as out of reach."""
HANDLED = frozenset({DutyState.ACCEPTED, DutyState.DONE})
"""Duties of units that had a hand in the matter; who objected or was passed over had none."""


def handling_units(asking: Asking) -> set[int]:
    """The keys of the units that handled the matter: who replied, leads or helped."""
    duties = Duty.objects.filter(suggestion=asking.suggestion_id, state__in=HANDLED)
    return {asking.unit_id, asking.suggestion.unit_id, *duties.values_list("unit", flat=True)}


def call_refusal(asking: Asking, person: User, *, on: date) -> Refusal | None:
    """What stands against this person's calling; None if nothing does.

    Nobody of a unit that handled the matter calls while anybody above it could. Where nobody
    could, a second person of the office calls, and an only person calls alone.
    """
    handling = handling_units(asking)
    if not _belongs(person, handling, on=on):
        return None
    if _outsiders(asking, handling, on=on):
        return Refusal.HANDLING_UNIT
    hands = hands_of(asking.reply)
    if person.pk in hands and _insiders(asking, handling, besides=hands, on=on):
        return Refusal.OWN_HAND
    return None


def calls_alone(asking: Asking, person: User, *, on: date) -> bool:
    """Whether `person` belongs to a unit that handled the matter, and may call all the same."""
    return _belongs(person, handling_units(asking), on=on)


def _belongs(person: User, units: set[int], *, on: date) -> bool:
    return any(held.unit_id in units for held in memberships_of(person, on=on))


def _outsiders(asking: Asking, handling: set[int], *, on: date) -> bool:
    """Whether anybody above the unit in charge could call who belongs to none that handled it."""
    if asking.suggestion.classification == Classification.REPORT:
        return False
    above = holders(paths_up(asking.suggestion.unit), RIGHTS[Action.CALL_BACK], on=on)
    inside = holders(_paths(handling), Role, on=on)
    return above.exclude(pk__in=inside.values("pk")).exists()


def _insiders(asking: Asking, handling: set[int], *, besides: set[int], on: date) -> bool:
    people = holders(_paths(handling), RIGHTS[Action.CALL_BACK], on=on)
    return people.exclude(pk__in=besides).exists()


def _paths(units: set[int]) -> list[str]:
    return list(Unit.objects.filter(pk__in=units).values_list("path", flat=True))


@transaction.atomic
def take_call(asking: Asking, *, by: User, at: datetime) -> Asking:
    """Hold the call for `by` until CALL_FOR is over; taking it again holds it longer.

    Raises RatingRefused if somebody else holds it, if `by` may not make it, or if there is
    nothing to call for any more.
    """
    row = _open(asking, at=at)
    refusal = call_refusal(row, by, on=localdate(at))
    if refusal:
        raise RatingRefused(refusal)
    if _held_by_another(row, by, at):
        raise RatingRefused(Refusal.TAKEN)
    row.claimed_by, row.claimed_until = by, at + CALL_FOR
    row.save(update_fields=["claimed_by", "claimed_until"])
    return row


def let_go(asking: Asking, *, by: User) -> None:
    """Give the call back to the queue; nothing happens if `by` does not hold it."""
    Asking.objects.filter(pk=asking.pk, claimed_by=by).update(claimed_by=None, claimed_until=None)


def read_phone(asking: Asking, *, by: User, at: datetime) -> ContactDetails:
    """The contact details for this call; that they were opened is written down.

    Raises RatingRefused if `by` does not hold the call, or if there are none.
    """
    _check_held(asking, by, at)
    contact = asking.suggestion.contact
    if contact is None:
        raise RatingRefused(Refusal.NO_PHONE)
    return read_contact(contact, by=by, purpose=Purpose.CONTACT)


@transaction.atomic
def note_attempt(
    asking: Asking, result: CallResult, *, note: str = "", by: User, at: datetime
) -> CallAttempt:
    """Keep a call that brought no answers; the author is called again, or not any more.

    Raises RatingRefused if `by` has not taken the call, or somebody else has since.
    """
    row = _open(asking, at=at)
    _check_taken(row, by)
    made = CallAttempt.objects.create(asking=row, result=result, note=note, by=by, at=at)
    ending = _ending(row, result)
    if ending:
        end(row, ending, at=at)
        close(row.suggestion)
    else:
        row.call_from, row.claimed_by, row.claimed_until = at + CALL_AGAIN_AFTER, None, None
        row.save(update_fields=["call_from", "claimed_by", "claimed_until"])
    return made


@transaction.atomic
def note_answers(
    asking: Asking,
    *,
    answered: int,
    done: int,
    comment: str,
    note: str = "",
    by: User,
    at: datetime,
) -> Rating:
    """Keep what the author said on the telephone, under the caller's name.

    However long the call was: its answers are refused only if `by` has not taken the call, or
    somebody else has since. Raises RatingRefused.
    """
    row = _open(asking, at=at)
    _check_taken(row, by)
    CallAttempt.objects.create(asking=row, result=CallResult.ANSWERED, note=note, by=by, at=at)
    return rate(
        row,
        answered=answered,
        done=done,
        comment=comment,
        by=by,
        at=at,
        source=Source.CALLBACK,
        alone=calls_alone(row, by, on=localdate(at)),
    )


def close(suggestion: Suggestion) -> None:
    """Close what was answered and will not be rated; anything else stays as it is."""
    if suggestion.state == State.ANSWERED:
        move(suggestion, State.CLOSED, by=None)


def waiting_calls(rows: AskingQuerySet, *, for_: User, at: datetime) -> AskingQuerySet:
    """Those of `rows` that `for_` may take now, whoever else has none of them in hand."""
    answered = Q(suggestion__state__in=(State.RECEIVED, State.ACCEPTED, State.WITHDRAWN))
    return rows.to_call(at).free(at, for_=for_).exclude(answered)


def _open(asking: Asking, *, at: datetime) -> Asking:
    row = locked(asking)
    if row.closed_at is not None or not reply_stands(row):
        raise RatingRefused(Refusal.STATE)
    return row


def _held_by_another(row: Asking, person: User, at: datetime) -> bool:
    held = row.claimed_until is not None and row.claimed_until >= at
    return held and row.claimed_by_id != person.pk


def _check_held(row: Asking, person: User, at: datetime) -> None:
    _check_taken(row, person)
    if row.claimed_until is None or row.claimed_until < at:
        raise RatingRefused(Refusal.NOT_CLAIMED)


def _check_taken(row: Asking, person: User) -> None:
    if row.claimed_by_id != person.pk:
        raise RatingRefused(Refusal.NOT_CLAIMED)


def _ending(row: Asking, result: CallResult) -> AskingEnd | None:
    """How the asking ends with this result; None if the author is to be called again."""
    if result == CallResult.REFUSED:
        return AskingEnd.REFUSED
    if result == CallResult.WRONG_NUMBER:
        return AskingEnd.UNREACHABLE
    tries = row.attempts.filter(result=CallResult.NO_ANSWER).count()
    return AskingEnd.UNREACHABLE if tries >= MOST_ATTEMPTS else None
