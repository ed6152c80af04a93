"""Levels in words: what the rubric says about a mean, instead of the figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.rubrics import LEVELS, Criterion
from suggestions.review.standing import Standing

GOOD_FROM = 4
"""A criterion whose nearest level is at least this was met well; the rubric's levels below
each name something that is missing."""


@dataclass(frozen=True)
class Finding:
    """What the reviewers found by one criterion: their mean, and the anchor nearest to it."""

    criterion: Criterion
    mean: float

    @property
    def level(self) -> int:
        """The level nearest to the mean; halves go up."""
        return min(max(int(self.mean + 0.5), LEVELS[0]), LEVELS[-1])

    @property
    def anchor(self) -> str:
        """What the rubric says about that level."""
        return str(getattr(self.criterion, f"anchor_{self.level}"))

    @property
    def is_good(self) -> bool:
        """Whether the criterion was met well."""
        return self.level >= GOOD_FROM


def findings(standing: Standing, criteria: Iterable[Criterion]) -> list[Finding]:
    """The findings about one suggestion in the order of `criteria`; none without a review."""
    means = standing.criterion_means
    return [
        Finding(criterion, means[str(criterion.pk)])
        for criterion in criteria
        if means.get(str(criterion.pk)) is not None
    ]
