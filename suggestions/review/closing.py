"""Closing a round, and moving its deadline."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.review.refusals import RoundRefused
from suggestions.review.rights import may_run_round
from suggestions.review.round import Round


def close_round(round: Round, *, by: User, at: datetime) -> None:
    """End scoring in `round` for good; decisions stay possible.

    Raises PermissionDenied if `by` does not run the round, RoundRefused if it is closed.
    """
    _check(round, by=by, at=at)
    closed = Round.objects.open().filter(pk=round.pk).update(closed_at=at, closed_by=by)
    if not closed:
        raise RoundRefused(_("The round is closed."))
    round.refresh_from_db()


def move_deadline(round: Round, deadline: datetime, *, by: User, at: datetime) -> None:
    """Let reviewers write until `deadline`.

    Raises PermissionDenied if `by` does not run the round, RoundRefused if it is closed or
    `deadline` is not after `at`.
    """
    _check(round, by=by, at=at)
    if deadline <= at:
        raise RoundRefused(_("The deadline has passed already."))
    round.deadline = deadline
    round.save(update_fields=["deadline"])


def _check(round: Round, *, by: User, at: datetime) -> None:
    if not may_run_round(by, round, on=localdate(at)):
        raise PermissionDenied
    if not round.is_open:
        raise RoundRefused(_("The round is closed."))
