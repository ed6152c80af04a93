"""What stands on a version of a rubric: rounds, reviews that are in, and drafts."""

from campaigns.rubric_use import RubricUse
from campaigns.rubrics import Rubric
from suggestions.review.reviews import Review
from suggestions.review.round import Round


def use_by_rounds(rubric: Rubric) -> RubricUse:
    """The counts for `rubric`, in four queries."""
    rounds = Round.objects.filter(rubric=rubric.pk)
    reviews = Review.objects.filter(assignment__round__in=rounds)
    submitted = reviews.submitted().count()
    return RubricUse(
        rounds=rounds.count(),
        open_rounds=rounds.open().count(),
        reviews=submitted,
        drafts=reviews.filter(submitted_at__isnull=True).count(),
    )
