"""Moving on: the one door for a change of a commendation's step."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.chain.recording import note as note_in_log
from suggestions.commendation.commendation import Commendation, CommendationEntry
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act, may
from suggestions.commendation.steps import STEPS, Step


def demand(user: User, act: Act, commendation: Commendation, *, at: datetime) -> None:
    """Raises PermissionDenied if `user` may not do `act` at `at`."""
    if not may(user, act, commendation, on=localdate(at)):
        raise PermissionDenied


def locked(commendation: Commendation) -> Commendation:
    """The row as it is now, locked until the transaction ends."""
    rows = Commendation.objects.select_for_update().prefetch_related("unit")
    return rows.get(pk=commendation.pk)


@transaction.atomic
def move_on(
    commendation: Commendation,
    to: Step,
    *,
    by: User,
    at: datetime,
    note: str = "",
    **changes: object,
) -> CommendationEntry:
    """Move to `to`, with `changes` of other fields, and write down who did it and why.

    The caller has checked the right and what the step demands. Raises CommendationRefused
    if STEPS does not list the move or someone else was first.
    """
    row = locked(commendation)
    if to not in STEPS[Step(row.step)]:
        raise CommendationRefused(
            _("Someone else was faster: it is already “%(step)s”.")
            % {"step": row.get_step_display()}
        )
    entry = CommendationEntry.objects.create(
        commendation=row, at=at, by=by, before=row.step, after=to, note=note
    )
    note_in_log(entry, at=at)
    for field, value in {"step": to, **changes}.items():
        setattr(row, field, value)
        setattr(commendation, field, value)
    row.save(update_fields=["step", *changes])
    return entry


@transaction.atomic
def write_down(commendation: Commendation, note: str, *, by: User | None, at: datetime) -> None:
    """Keep something that happened and left the step as it was."""
    step = commendation.step
    entry = CommendationEntry.objects.create(
        commendation=commendation, at=at, by=by, before=step, after=step, note=note
    )
    note_in_log(entry, at=at)
