"""Giving up: a reviewer's task goes, with its draft, and somebody else reads it if anyone can."""

from datetime import datetime

from suggestions.review.assignment import Assignment
from suggestions.review.differing import look_at_later
from suggestions.review.replacing import replace
from suggestions.review.seating import drop, forget_draft
from suggestions.review.standing import Standing


def give_up(assignment: Assignment, standing: Standing, *, at: datetime) -> Assignment | None:
    """Take `assignment` off its reviewer's queue for good; who reads it now, None if nobody can.

    The caller has locked `standing`, which is that of the same suggestion. Where this was the
    last who had not answered, whether the others differ too much is looked at now.
    """
    forget_draft(assignment, at=at)
    drop(assignment, at=at)
    look_at_later(standing, at=at)
    return replace(assignment, at=at)
