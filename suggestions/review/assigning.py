"""Assigning by hand: one more reviewer, one less, or another. By itself: see `replacing`."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.review.assignment import Assignment
from suggestions.review.barring import Barring, Ground
from suggestions.review.conflicts import ground_of
from suggestions.review.differing import look_at_later
from suggestions.review.experts.pool import can_be_asked
from suggestions.review.refusals import AssignmentRefused
from suggestions.review.replacing import ask_another, replace
from suggestions.review.rights import may_run_round
from suggestions.review.round import Round
from suggestions.review.seating import drop, forget_draft, hand_over, lock_standing, seat
from suggestions.suggestion import Suggestion

__all__ = ["ask_another", "assign", "check_reviewer", "replace", "unassign"]


def assign(
    round: Round, suggestion: Suggestion, reviewer: User, *, by: User, at: datetime
) -> Assignment:
    """Give `suggestion` to `reviewer` by hand, at the end of their queue.

    Raises PermissionDenied if `by` does not run the round, AssignmentRefused for a closed
    round, a decided or foreign suggestion, a conflict of interest (which is written down),
    someone who is no reviewer, or if they have it already or abstained.
    """
    if not may_run_round(by, round, on=localdate(at)):
        raise PermissionDenied
    check_reviewer(round, reviewer, at=at)
    if not round.standings.undecided().filter(suggestion=suggestion).exists():
        raise AssignmentRefused(_("The suggestion is not waiting in this round."))
    if ground := ground_of(suggestion, reviewer, on=localdate(at)):
        bar(round, suggestion.pk, reviewer.pk, ground, at=at)
        raise AssignmentRefused(in_words(ground))
    with transaction.atomic():
        if suggestion.pk in seat(round, reviewer, at=at):
            return Assignment.objects.get(round=round, suggestion=suggestion, reviewer=reviewer)
        return hand_over(round, suggestion.pk, reviewer.pk, by=by, at=at)


@transaction.atomic
def unassign(assignment: Assignment, *, by: User, at: datetime) -> None:
    """Take an assignment back, with its draft.

    Raises PermissionDenied if `by` does not run the round, AssignmentRefused if the review
    is in already: what was judged stays.
    """
    if not may_run_round(by, assignment.round, on=localdate(at)):
        raise PermissionDenied
    standing = lock_standing(assignment)
    row = Assignment.objects.filter(pk=assignment.pk).unsubmitted().first()
    if row is None:
        raise AssignmentRefused(_("The review is in already."))
    forget_draft(row, at=at)
    drop(row, at=at)
    row.delete()
    look_at_later(standing, at=at)


def check_reviewer(round: Round, reviewer: User, *, at: datetime) -> None:
    """Raises AssignmentRefused if nothing more can be given to `reviewer` in `round`."""
    if not round.is_open:
        raise AssignmentRefused(_("The round is closed."))
    known = can_be_asked(round.campaign.organiser, on=localdate(at))
    if not known.filter(pk=reviewer.pk).exists():
        raise AssignmentRefused(_("Someone chosen is not a reviewer for this campaign's unit."))


def bar(round: Round, suggestion: int, reviewer: int, ground: Ground, *, at: datetime) -> None:
    """Write down that a conflict of interest keeps `reviewer` from `suggestion` (keys)."""
    facts = {"round": round, "suggestion_id": suggestion, "reviewer_id": reviewer}
    Barring.objects.bulk_create([Barring(**facts, ground=ground, at=at)], ignore_conflicts=True)


def in_words(ground: Ground) -> str:
    """What to say to who asked for a reviewer with a conflict of interest."""
    return _("Conflict of interest: this reviewer %(ground)s.") % {"ground": ground.label}
