"""Abstaining: a reviewer who would rather not judge a suggestion says why and leaves it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.review.assignment import Assignment
from suggestions.review.refusals import ReviewRefused
from suggestions.review.reviews import Review
from suggestions.review.round import Panellist
from suggestions.review.scoring import locked


@transaction.atomic
def abstain(assignment: Assignment, reason: str, *, by: User, at: datetime) -> None:
    """Take `assignment` out of the reviewer's queue for good, with its draft; `reason` is kept.

    It counts neither as done nor as owed. Raises PermissionDenied for anyone but the
    reviewer, ReviewRefused without a reason, or as `save_draft` does.
    """
    if not reason.strip():
        raise ReviewRefused(_("Please say why you abstain."))
    locked(assignment, by=by, at=at)
    Review.objects.filter(assignment=assignment).delete()
    assignment.abstained_at = assignment.dropped_at = at
    assignment.abstain_reason = reason.strip()
    assignment.save(update_fields=["abstained_at", "dropped_at", "abstain_reason"])
    Panellist.objects.filter(round=assignment.round_id, user=assignment.reviewer_id).update(
        assigned=F("assigned") - 1
    )
