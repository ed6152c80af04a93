"""Moving work by hand: from one reviewer to another, one suggestion or many at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.review.assigning import bar, check_reviewer, in_words
from suggestions.review.assignment import Assignment
from suggestions.review.barring import Ground
from suggestions.review.conflicts import barred_pairs, ties_of
from suggestions.review.refusals import AssignmentRefused
from suggestions.review.rights import may_run_round
from suggestions.review.round import Panellist, Round
from suggestions.review.seating import drop, hand_over, seat
from suggestions.suggestion import Suggestion


@dataclass(frozen=True)
class Moved:
    """What became of moving many: how many moved, and what stayed with the message why."""

    made: list[Assignment]
    refused: list[tuple[Suggestion, str]]


@transaction.atomic
def move_assignments(
    round: Round, assignments: Iterable[int], to: User, *, by: User, at: datetime
) -> Moved:
    """Let `to` read what is open of `assignments` (keys) in `round`; each by itself.

    What is submitted, decided, theirs already or barred by a conflict of interest stays, with
    the reason. Raises PermissionDenied if `by` does not run the round, AssignmentRefused if
    the round is closed or `to` cannot be asked.
    """
    if not may_run_round(by, round, on=localdate(at)):
        raise PermissionDenied
    check_reviewer(round, to, at=at)
    rows = _open(round, set(assignments))
    keys = [row.suggestion_id for row in rows]
    ties = ties_of([to], on=localdate(at))
    barred = barred_pairs(Suggestion.objects.filter(pk__in=keys), ties)
    seat(round, to, at=at)
    moved = Moved([], [])
    for row in rows:
        ground = barred.get(row.suggestion_id, {}).get(to.pk)
        try:
            moved.made.append(_move(row, round, to, ground, by=by, at=at))
        except AssignmentRefused as error:
            moved.refused.append((row.suggestion, str(error)))
    return moved


def _open(round: Round, keys: Collection[int]) -> list[Assignment]:
    """Those of the assignments that can still move; locked in the order of scoring."""
    wanted = round.assignments.filter(pk__in=keys, dropped_at__isnull=True)
    waiting = round.standings.undecided().filter(suggestion__in=wanted.values("suggestion"))
    locked = {row.suggestion_id for row in waiting.order_by("pk").select_for_update(of=("self",))}
    list(Panellist.objects.filter(round=round).order_by("pk").select_for_update())
    rows = wanted.unsubmitted().select_related("suggestion").order_by("pk")
    return [row for row in rows if row.suggestion_id in locked]


def _move(
    row: Assignment, round: Round, to: User, ground: Ground | None, *, by: User, at: datetime
) -> Assignment:
    if ground is not None:
        bar(round, row.suggestion_id, to.pk, ground, at=at)
        raise AssignmentRefused(in_words(ground))
    if row.reviewer_id == to.pk:
        raise AssignmentRefused(_("This reviewer has the suggestion already."))
    made = hand_over(round, row.suggestion_id, to.pk, by=by, at=at, replaces=row)
    drop(row, at=at)
    return made
