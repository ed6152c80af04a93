"""The others: what fellow reviewers have said, without their names, and from when on."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.crypto import salted_hmac

from suggestions.review.assignment import Assignment
from suggestions.review.reviews import Review, Score


@dataclass(frozen=True)
class Other:
    """A fellow reviewer's submitted review; `letter` is all that is told of who it was."""

    letter: str
    review: Review
    scores: list[Score | None]


def shows_others(assignment: Assignment, own: Review | None) -> bool:
    """Whether the reviewer may read the others: at once, or when their own review is in.

    Who has left the suggestion, by a conflict of interest or otherwise, reads nothing of it.
    """
    if assignment.dropped_at is not None:
        return False
    return not assignment.round.others_hidden or (own is not None and own.is_submitted)


def others_of(assignment: Assignment, criteria: Sequence[int]) -> list[Other]:
    """The submitted reviews of the same suggestion in the round, scores in order of `criteria`.

    Drafts are nobody's business. The letters are drawn for each suggestion anew, so that
    they tell nothing of who sits where on the panel. Ask `shows_others` first. One query.
    """
    same = {"round": assignment.round_id, "suggestion": assignment.suggestion_id}
    tasks = Assignment.objects.filter(**same).exclude(pk=assignment.pk).submitted()
    rows = Score.objects.filter(review__assignment__in=tasks).order_by("pk")
    scores: dict[Review, dict[int, Score]] = {}
    for score in rows.select_related("review__assignment"):
        scores.setdefault(score.review, {})[score.criterion_id] = score
    drawn = sorted(scores, key=lambda review: _drawn(review.assignment))
    return [
        Other(_letter(place), review, [scores[review].get(key) for key in criteria])
        for place, review in enumerate(drawn)
    ]


def _drawn(assignment: Assignment) -> str:
    """A place among the others that nobody can work out without the portal's secret key."""
    lot = f"{assignment.round_id}:{assignment.suggestion_id}:{assignment.reviewer_id}"
    return salted_hmac("suggestions.review.others", lot, algorithm="sha256").hexdigest()


def _letter(place: int) -> str:
    """A to Z, then numbers."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)
