"""Declaring: who is complained of in a report, and who has an interest and withdraws."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.membership import Membership
from portal.organisation.unit import Unit
from portal.signals import changed
from suggestions.duties.excluding import take_from_hands, take_parts_from
from suggestions.handling.exclusion.exclusion import Exclusion, ExclusionState, Ground
from suggestions.handling.exclusion.offices import pass_to_office
from suggestions.history import Event, record
from suggestions.rights import RIGHTS, Action
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


class Obstacle(models.TextChoices):
    """Why an exclusion cannot be declared or taken back."""

    NO_REPORT = "no_report", _("Only a report names somebody who is complained of.")
    REPORT = "report", _("Write down here who is complained of; an interest is another matter.")
    ALREADY = "already", _("This is written down already.")
    REASON = "reason", _("Please give a reason.")
    ENDED = "ended", _("It does not hold any more.")
    NOT_YOURS = "not_yours", _("Only the person or the unit concerned may dispute it.")
    OWN_CASE = "own_case", _("Nobody decides on their own case.")
    UNDISPUTED = "undisputed", _("Nobody disputes it.")


class CannotExclude(Exception):
    """It cannot be written down; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        """Keep the reason."""
        super().__init__(obstacle.label)
        self.obstacle = obstacle


@dataclass(frozen=True)
class Party:
    """One person or one unit."""

    user: User | None = None
    unit: Unit | None = None


@transaction.atomic
def name_complained_of(
    report: Suggestion, party: Party, *, by: User, at: datetime, reason: str = ""
) -> Exclusion:
    """Write down who `report` complains of; they lose sight of it with all who work for them.

    A report that is in the hands of those people is passed to another office first
    (信访工作条例 Art. 30). Raises CannotExclude.
    """
    row = Suggestion.objects.locked().prefetch_related("unit").get(pk=report.pk)
    if row.classification != Classification.REPORT:
        raise CannotExclude(Obstacle.NO_REPORT)
    exclusion = _keep(row, party, Ground.COMPLAINED_OF, by=by, at=at, reason=reason)
    pass_to_office(row, by=by, on=localdate(at))
    report.unit = row.unit
    return exclusion


@transaction.atomic
def declare_interest(
    suggestion: Suggestion, party: Party, *, reason: str, by: User, at: datetime
) -> Exclusion:
    """Let somebody withdraw from `suggestion`, by their own word or a colleague's (Art. 28).

    Where nobody else could do the work it is only noted, and the work goes on. Raises
    CannotExclude without a reason, or if it is written down already.
    """
    if not reason.strip():
        raise CannotExclude(Obstacle.REASON)
    row = Suggestion.objects.locked().prefetch_related("unit").get(pk=suggestion.pk)
    alone = not others_left(row, party, on=localdate(at))
    state = ExclusionState.NOTED if alone else ExclusionState.STANDING
    return _keep(row, party, Ground.INTEREST, by=by, at=at, reason=reason, state=state)


def others_left(suggestion: Suggestion, party: Party, *, on: date) -> bool:
    """Whether anybody could still screen `suggestion` without `party` on `on`."""
    step: int = Unit.steplen
    path = suggestion.unit.path
    above = [path[:end] for end in range(step, len(path) + 1, step)]
    able = Membership.objects.active(on).filter(
        role__in=RIGHTS[Action.SCREEN], unit__path__in=above, user__is_active=True
    )
    barred = suggestion.exclusions.in_force()
    able = able.exclude(user__in=barred.filter(user__isnull=False).values("user"))
    if party.user is not None:
        able = able.exclude(user=party.user)
    if party.unit is not None:
        able = able.exclude(unit__path__startswith=party.unit.path)
    return able.exists()


def _take_out(row: Suggestion, party: Party, *, by: User, at: datetime) -> None:
    if party.unit is not None:
        take_parts_from(row, party.unit, by=by, at=at)
    if party.user is not None:
        take_from_hands(row, party.user)


def _keep(
    row: Suggestion,
    party: Party,
    ground: Ground,
    *,
    by: User,
    at: datetime,
    reason: str,
    state: ExclusionState = ExclusionState.STANDING,
) -> Exclusion:
    same = row.exclusions.in_force().filter(user=party.user, unit=party.unit, ground=ground)
    if same.exists():
        raise CannotExclude(Obstacle.ALREADY)
    exclusion = Exclusion.objects.create(
        suggestion=row,
        user=party.user,
        unit=party.unit,
        ground=ground,
        state=state,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    if exclusion.is_in_force:
        _take_out(row, party, by=by, at=at)
    note = f"{party.user or party.unit}: {reason}".strip(": ")
    record(row, Event.EXCLUDED, by=by, after=state, internal_note=note)
    changed(Suggestion, [row.pk])
    return exclusion
