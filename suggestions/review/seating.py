"""Seating: a place on the panel of an open round, and one more suggestion for who has one."""

from datetime import datetime

from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.chain.recording import is_logged, note_gone
from suggestions.review.assignment import Assignment
from suggestions.review.conflicts import barred_pairs, ties_of
from suggestions.review.refusals import AssignmentRefused
from suggestions.review.reviews import Review
from suggestions.review.round import Panellist, Round
from suggestions.review.standing import Standing
from suggestions.suggestion import Suggestion


def seat(round: Round, reviewer: User, *, at: datetime) -> frozenset[int]:
    """Put `reviewer` on the panel, if they are not on it, and lock their place.

    Who comes late gets the calibration set too; the keys of the suggestions given so.
    """
    rows = Panellist.objects.select_for_update()
    member, is_new = rows.get_or_create(
        round=round, user=reviewer, defaults={"order_seed": round.seed}
    )
    return _give_calibration(member, reviewer, at=at) if is_new else frozenset()


def _give_calibration(member: Panellist, reviewer: User, *, at: datetime) -> frozenset[int]:
    standings = member.round.standings.undecided().filter(is_calibration=True)
    rows = Suggestion.objects.filter(pk__in=standings.values("suggestion"))
    barred = barred_pairs(rows, ties_of([reviewer], on=localdate(at)))
    keys = [key for key in rows.order_by("pk").values_list("pk", flat=True) if key not in barred]
    Assignment.objects.bulk_create(
        Assignment(
            round=member.round, suggestion_id=key, reviewer=reviewer, position=place, made_at=at
        )
        for place, key in enumerate(keys)
    )
    Panellist.objects.filter(pk=member.pk).update(assigned=F("assigned") + len(keys))
    return frozenset(keys)


def hand_over(
    round: Round,
    suggestion: int,
    reviewer: int,
    *,
    by: User | None,
    at: datetime,
    replaces: Assignment | None = None,
) -> Assignment:
    """Give a suggestion (key) to a panel member (key), at the end of their queue.

    What was once taken from them they can get back. Raises AssignmentRefused if they have it
    already or abstained. The panel member is locked and without a conflict of interest.
    """
    last = Panellist.objects.get(round=round, user=reviewer).assigned
    facts = {"position": last, "made_at": at, "made_by": by, "replaces": replaces}
    assignment, is_new = Assignment.objects.get_or_create(
        round=round, suggestion_id=suggestion, reviewer_id=reviewer, defaults=facts
    )
    if not is_new:
        _take_up_again(assignment, facts)
    Panellist.objects.filter(round=round, user=reviewer).update(assigned=F("assigned") + 1)
    return assignment


def _take_up_again(assignment: Assignment, facts: dict[str, object]) -> None:
    if assignment.dropped_at is None:
        raise AssignmentRefused(_("This reviewer has the suggestion already."))
    if assignment.abstained_at is not None:
        raise AssignmentRefused(_("This reviewer has abstained."))
    Assignment.objects.filter(replaces=assignment).update(replaces=None)
    for name, value in {**facts, "dropped_at": None}.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=[*facts, "dropped_at"])


def lock_standing(assignment: Assignment) -> Standing:
    """The standing of what `assignment` is about, locked: a review coming in has to wait."""
    return Standing.objects.select_for_update().get(
        round=assignment.round_id, suggestion=assignment.suggestion_id
    )


def forget_draft(assignment: Assignment, *, at: datetime) -> None:
    """Delete the review of `assignment` if it is a draft; what was submitted stays.

    One that was submitted once and taken back is in the log: that it goes is logged as well.
    """
    drafts = Review.objects.filter(assignment=assignment, submitted_at__isnull=True)
    for review in drafts.select_related("assignment"):
        if is_logged(review):
            note_gone(review, at=at)
        review.delete()


def drop(assignment: Assignment, *, at: datetime) -> None:
    """Take an assignment off its reviewer's queue, if it is still on it; the row is kept.

    The caller has locked what stands against a review coming in at the same moment.
    """
    dropped = Assignment.objects.filter(pk=assignment.pk, dropped_at__isnull=True).unsubmitted()
    if Assignment.objects.filter(pk__in=list(dropped.values_list("pk", flat=True))).update(
        dropped_at=at
    ):
        assignment.dropped_at = at
        Panellist.objects.filter(round=assignment.round_id, user=assignment.reviewer_id).update(
            assigned=F("assigned") - 1
        )
