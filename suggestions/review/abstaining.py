"""Abstaining: a reviewer who would rather not judge a suggestion says why and leaves it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.review.assignment import Assignment
from suggestions.review.giving_up import give_up
from suggestions.review.refusals import ReviewRefused
from suggestions.review.scoring import locked


@transaction.atomic
def abstain(assignment: Assignment, reason: str, *, by: User, at: datetime) -> Assignment | None:
    """Take `assignment` out of the reviewer's queue for good, with its draft; `reason` is kept.

    It counts neither as done nor as owed. Somebody else on the panel gets the suggestion: who;
    None if nobody can take it. Raises PermissionDenied for anyone but the reviewer,
    ReviewRefused without a reason, or as `save_draft` does.
    """
    if not reason.strip():
        raise ReviewRefused(_("Please say why you abstain."))
    standing, _review = locked(assignment, by=by, at=at)
    assignment.abstained_at, assignment.abstain_reason = at, reason.strip()
    assignment.save(update_fields=["abstained_at", "abstain_reason"])
    return give_up(assignment, standing, at=at)
