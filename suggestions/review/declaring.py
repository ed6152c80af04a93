"""Declaring: a reviewer says that they have a conflict of interest; their work goes to others."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.review.assignment import Assignment
from suggestions.review.barring import REASON_LENGTH, Barring, ConflictDeclaration, Ground
from suggestions.review.giving_up import give_up
from suggestions.review.refusals import ReviewRefused
from suggestions.review.reviews import Review
from suggestions.review.rights import may_review, may_score
from suggestions.review.seating import lock_standing
from suggestions.review.standing import Standing
from suggestions.states import State


@transaction.atomic
def declare(assignment: Assignment, reason: str, *, by: User, at: datetime) -> Assignment | None:
    """`by` will not judge the suggestion, for a conflict of interest: it leaves their queue, with
    the draft, and somebody else gets it. Who; None if nobody can take it.

    Raises PermissionDenied for anyone but the reviewer, ReviewRefused without a reason, if the
    round is closed, or if the review is in: then it has to be taken back first.
    """
    if not may_score(by, assignment, on=localdate(at)):
        raise PermissionDenied
    reason = checked_reason(reason)
    if not assignment.round.is_open or assignment.suggestion.state != State.REVIEWING:
        raise ReviewRefused(_("The panel has decided on this suggestion."))
    standing = lock_standing(assignment)
    if Review.objects.filter(assignment=assignment, submitted_at__isnull=False).exists():
        raise ReviewRefused(_("Please take your review back first."))
    facts = {"reason": reason, "at": at}
    ConflictDeclaration.objects.get_or_create(
        by=by, suggestion=assignment.suggestion, defaults=facts
    )
    return _leave(assignment, standing, Ground.DECLARED, at=at)


@transaction.atomic
def declare_interest(unit: Unit, reason: str, *, by: User, at: datetime) -> ConflictDeclaration:
    """From now on `by` judges nothing that `unit`, or a unit below it, is in charge of.

    What they have of it and have not judged goes to others. Raises PermissionDenied for who
    is no reviewer, ReviewRefused without a reason or if it is declared already.
    """
    if not may_review(by, on=localdate(at)):
        raise PermissionDenied
    reason = checked_reason(reason)
    declared = ConflictDeclaration.objects.standing(localdate(at))
    if declared.filter(by=by, unit=unit).exists():
        raise ReviewRefused(_("You have declared this already."))
    made = ConflictDeclaration.objects.create(by=by, unit=unit, reason=reason, at=at)
    below = Unit.objects.below(unit).values("pk")
    mine = Assignment.objects.of(by).open().filter(suggestion__unit__in=below)
    for assignment in mine.select_related("round__campaign__organiser").order_by("pk"):
        standing = lock_standing(assignment)
        _leave(assignment, standing, Ground.INTEREST, at=at)
    return made


def end_interest(declaration: ConflictDeclaration, *, by: User, on: date) -> None:
    """The interest holds until `on` (included) and no longer; what was barred stays so.

    Raises PermissionDenied for anyone but who declared it.
    """
    if declaration.by_id != by.pk:
        raise PermissionDenied
    declaration.ended_on = on
    declaration.save(update_fields=["ended_on"])


def checked_reason(reason: str) -> str:
    """The reason without surrounding space; raises ReviewRefused if it is none, or too long."""
    reason = reason.strip()
    if not reason:
        raise ReviewRefused(_("Please say what the conflict of interest is."))
    if len(reason) > REASON_LENGTH:
        raise ReviewRefused(_("The reason is too long."))
    return reason


def interests_of(person: User, *, on: date) -> Iterable[ConflictDeclaration]:
    """The units `person` has declared an interest in, as of `on`."""
    rows = ConflictDeclaration.objects.standing(on).filter(by=person)
    return rows.select_related("unit")


def _leave(
    assignment: Assignment, standing: Standing, ground: Ground, *, at: datetime
) -> Assignment | None:
    """Take it off the queue for `ground`, write that down, and let somebody else read it."""
    barring = Barring(
        round=assignment.round,
        suggestion_id=assignment.suggestion_id,
        reviewer_id=assignment.reviewer_id,
        ground=ground,
        at=at,
    )
    Barring.objects.bulk_create([barring], ignore_conflicts=True)
    return give_up(assignment, standing, at=at)
