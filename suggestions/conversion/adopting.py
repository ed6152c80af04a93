"""Adopting: a decision becomes a golden idea."""

from collections.abc import Mapping

from suggestions.conversion.golden_idea import CriterionMean, GoldenIdea
from suggestions.review.decision import Decision


def make_golden_idea(decision: Decision, criterion_means: Mapping[str, float]) -> GoldenIdea:
    """The golden idea of an adopting `decision`, with the means (1 to 5) by criterion key.

    Called inside the transaction that publishes the decision: from then on it is adopted.
    """
    idea = GoldenIdea.objects.create(
        suggestion=decision.suggestion,
        decision=decision,
        reason=decision.reason,
        adopted_at=decision.published_at or decision.at,
    )
    CriterionMean.objects.bulk_create(
        [
            CriterionMean(idea=idea, criterion_id=int(key), mean=mean)
            for key, mean in criterion_means.items()
        ]
    )
    return idea
