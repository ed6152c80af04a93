"""Disputing: whoever was kept out may object, and a supervisor decides."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.user import User
from portal.organisation.rights import reaches, units_of
from portal.signals import changed
from suggestions.handling.exclusion.declaring import CannotExclude, Obstacle
from suggestions.handling.exclusion.exclusion import Exclusion, ExclusionState, Ground
from suggestions.history import Event, record
from suggestions.rights import RIGHTS, Action
from suggestions.suggestion import Suggestion


@transaction.atomic
def dispute(exclusion: Exclusion, *, why: str, by: User, at: datetime) -> None:
    """Say that there is no such interest; it holds until a supervisor has decided.

    Raises CannotExclude unless `by` is the person concerned or acts for the unit. Who is
    complained of in a report learns nothing of it and cannot dispute it here.
    """
    row = _locked(exclusion)
    if row.state != ExclusionState.STANDING or row.ground != Ground.INTEREST:
        raise CannotExclude(Obstacle.ENDED)
    if not concerns(row, by, on=localdate(at)):
        raise CannotExclude(Obstacle.NOT_YOURS)
    if not why.strip():
        raise CannotExclude(Obstacle.REASON)
    row.state, row.dispute, row.disputed_at = ExclusionState.DISPUTED, why.strip(), at
    row.save(update_fields=["state", "dispute", "disputed_at"])
    record(row.suggestion, Event.EXCLUDED, by=by, after=row.state, internal_note=row.dispute)


@transaction.atomic
def decide(exclusion: Exclusion, *, holds: bool, why: str, by: User, at: datetime) -> None:
    """Decide a dispute. Raises CannotExclude on one's own case or without a reason.

    Own case: who is concerned, and who declared it of somebody else.
    """
    row = _locked(exclusion)
    if row.state != ExclusionState.DISPUTED:
        raise CannotExclude(Obstacle.UNDISPUTED)
    if concerns(row, by, on=localdate(at)) or row.by_id == by.pk:
        raise CannotExclude(Obstacle.OWN_CASE)
    _end(row, ExclusionState.UPHELD if holds else ExclusionState.LIFTED, why=why, by=by, at=at)


@transaction.atomic
def take_back(exclusion: Exclusion, *, why: str, by: User, at: datetime) -> None:
    """Take back what was written down by mistake. Raises CannotExclude without a reason, or if
    somebody would open to themselves what they were kept out of by others.
    """
    row = _locked(exclusion)
    if not row.is_in_force:
        raise CannotExclude(Obstacle.ENDED)
    if concerns(row, by, on=localdate(at)):
        raise CannotExclude(Obstacle.OWN_CASE)
    _end(row, ExclusionState.LIFTED, why=why, by=by, at=at)


def concerns(exclusion: Exclusion, person: User, *, on: date) -> bool:
    """Whether `person` is the one kept out, or works for the unit that is, or below it."""
    if exclusion.user_id is not None:
        return exclusion.user_id == person.pk
    path = exclusion.unit.path if exclusion.unit else ""
    held = person.memberships.active(on).select_related("unit")
    return any(membership.unit.path.startswith(path) for membership in held)


def may_decide(exclusion: Exclusion, person: User, *, on: date) -> bool:
    """Whether `person` supervises the unit in charge and has no part in the dispute."""
    if concerns(exclusion, person, on=on) or exclusion.by_id == person.pk:
        return False
    roles = RIGHTS[Action.DECIDE_INTEREST]
    above = reaches(person, roles, exclusion.suggestion.unit, on=on)
    return person.is_superuser or (bool(units_of(person, roles, on=on)) and above)


def _end(row: Exclusion, state: ExclusionState, *, why: str, by: User, at: datetime) -> None:
    if not why.strip():
        raise CannotExclude(Obstacle.REASON)
    row.state, row.decision, row.decided_by, row.decided_at = state, why.strip(), by, at
    row.save(update_fields=["state", "decision", "decided_by", "decided_at"])
    record(row.suggestion, Event.EXCLUDED, by=by, after=state, internal_note=row.decision)
    changed(Suggestion, [row.suggestion_id])


def _locked(exclusion: Exclusion) -> Exclusion:
    rows = Exclusion.objects.select_for_update(of=("self",))
    return rows.prefetch_related("suggestion__unit", "unit", "user").get(pk=exclusion.pk)
