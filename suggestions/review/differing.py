"""Differing: where the reviewers of a suggestion differ too much, one more is asked by itself."""

from datetime import datetime

from django.db import transaction

from suggestions.review.assignment import Assignment
from suggestions.review.replacing import ask_another
from suggestions.review.standing import Standing
from suggestions.review.statistics.disagreement import needs_another_reader


def look_at_later(standing: Standing, *, at: datetime) -> None:
    """Once the review that came in at `at` is stored, ask one more reviewer if the rule says so.

    A review that is in stays in, whatever comes of this: a failure is logged, not raised.
    """
    transaction.on_commit(lambda: ask_where_they_differ(standing.pk, at=at), robust=True)


def ask_where_they_differ(standing: int, *, at: datetime) -> Assignment | None:
    """Who is asked about the suggestion of the standing with this key; None if nobody is."""
    rows = Standing.objects.select_related("round__campaign__organiser")
    row = rows.get(pk=standing)
    return ask_another(row, at=at) if needs_another_reader(row) else None
