"""Afterwards: what an author can still do with a suggestion that was handed in."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.accounts.user import User
from suggestions.handling.correcting import correct
from suggestions.handling.publication import hide
from suggestions.history import Entry, Event, MoveNotAllowed, move, record
from suggestions.intake.consents import Consent, ConsentKind, ConsentText, has_consent
from suggestions.intake.suspecting import seal_if_suspected
from suggestions.revision import Words
from suggestions.states import MOVES, State
from suggestions.suggestion import Suggestion


def may_withdraw(suggestion: Suggestion) -> bool:
    """Whether the author can take the suggestion back: until a panel has decided."""
    return State.WITHDRAWN in MOVES[State(suggestion.state)]


def may_complete(suggestion: Suggestion) -> bool:
    """Whether the author was asked for something that is missing."""
    return suggestion.state == State.RETURNED


def withdraw(suggestion: Suggestion, *, by: User | None, note: str = "") -> Entry:
    """Take the suggestion back, off the site too. Raises MoveNotAllowed once it is decided."""
    return move(suggestion, State.WITHDRAWN, by=by, note=note)


@transaction.atomic
def complete(suggestion: Suggestion, words: Words, *, by: User | None) -> Entry:
    """Hand in again, with other words, what was returned; the earlier words are kept.

    Words that may report somebody take it out of the sight of the unit it was with.
    Raises MoveNotAllowed if it is not waiting for the author.
    """
    if not may_complete(suggestion):
        raise MoveNotAllowed(suggestion.state, State.RECEIVED)
    correct(suggestion, words, by=by)
    entry = move(suggestion, State.RECEIVED, by=by)
    seal_if_suspected(suggestion)
    return entry


@transaction.atomic
def give_consent(
    suggestion: Suggestion,
    kind: ConsentKind,
    *,
    by: User | None,
    at: datetime,
    internal_note: str = "",
) -> bool:
    """Keep that the author agrees to today's wording of `kind`; `by` is the clerk they told it.

    Returns False, and writes nothing, if a consent of that kind is in force already.
    """
    if has_consent(suggestion, kind):
        return False
    text = ConsentText.objects.current(timezone.localdate(at)).get(kind=kind)
    Consent.objects.create(suggestion=suggestion, text=text, given_at=at)
    record(suggestion, Event.CONSENT_GIVEN, by=by, after=kind, internal_note=internal_note)
    return True


@transaction.atomic
def revoke_consent(
    suggestion: Suggestion, kind: ConsentKind, *, by: User | None, at: datetime
) -> bool:
    """Take back the consent to `kind` (个人信息保护法 Art. 15); publication ends with its consent.

    Returns False, and writes nothing, if there is none in force.
    """
    given = Consent.objects.in_force().filter(suggestion=suggestion, text__kind=kind)
    if not given.update(revoked_at=at):
        return False
    record(suggestion, Event.CONSENT_REVOKED, by=by, after=kind)
    if kind == ConsentKind.PUBLISH:
        hide(suggestion, by=by)
    return True
