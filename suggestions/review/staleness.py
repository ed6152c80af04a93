"""Staleness: a review is of one text. When that changes, its reviewer says what holds now."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.accounts.user import User
from suggestions.chain.recording import note
from suggestions.repeats.link import Link
from suggestions.review.refusals import ReviewRefused
from suggestions.review.reviews import Review, ReviewQuerySet
from suggestions.review.round import Round
from suggestions.review.scoring import TEXT_CHANGED, locked
from suggestions.review.texts import text_hash
from suggestions.revision import Revision
from suggestions.states import Classification, State

MOST_SHOWN = 50


@transaction.atomic
def confirm_review(review: Review, *, text: str, by: User, at: datetime) -> Review:
    """Say of a submitted review that it holds for the text as it is now; its scores stay.

    `text` is the fingerprint of the text that was read. Raises PermissionDenied for anyone
    but the reviewer, ReviewRefused as `reopen_review` does or if that is not the text now.
    """
    _standing, review = locked(review.assignment, by=by, at=at, submitted=True)
    if text != text_hash(review.assignment.suggestion):
        raise ReviewRefused(TEXT_CHANGED)
    review.text_hash, review.updated_at = text, at
    review.save(update_fields=["text_hash", "updated_at"])
    note(review, at=at)
    return review


def stale_of_reviewer(reviewer: User) -> list[Review]:
    """The submitted reviews of `reviewer` that wait for a word on a changed text."""
    rows = Review.objects.filter(
        assignment__reviewer=reviewer,
        assignment__dropped_at__isnull=True,
        assignment__round__closed_at__isnull=True,
        assignment__suggestion__state=State.REVIEWING,
    )
    return _stale(rows)


def stale_of_round(round: Round) -> list[Review]:
    """The submitted reviews of `round` whose text has changed since, of what is undecided."""
    waiting = round.standings.undecided().values("suggestion")
    return _stale(
        Review.objects.filter(assignment__round=round, assignment__suggestion__in=waiting)
    )


def joined_since(review: Review) -> list[str]:
    """What screeners have found since the review was written: "Says the same", in words."""
    links = Link.objects.of(review.assignment.suggestion).joined()
    return [str(link.get_verdict_display()) for link in links.filter(at__gt=review.updated_at)]


def _stale(reviews: ReviewQuerySet) -> list[Review]:
    """Those of `reviews` that are stale, with what a line about them shows: at most 50.

    Few texts change in a round: the database finds those that did, the fingerprint decides.
    """
    later = Revision.objects.filter(
        suggestion=OuterRef("assignment__suggestion"), at__gt=OuterRef("updated_at")
    )
    rows = reviews.submitted().filter(Exists(later)).order_by("pk")
    rows = rows.exclude(assignment__suggestion__classification=Classification.REPORT)
    related = (
        "assignment__suggestion__topic",
        "assignment__suggestion__author",
        "assignment__round__campaign",
        "assignment__reviewer",
    )
    found: Iterable[Review] = rows.select_related(*related)[:MOST_SHOWN]
    return [review for review in found if review.is_stale]
