"""A round in which everything is scored, by chance but the same every time."""

import random
from typing import Any

from django.utils import timezone

from suggestions.review.round import Round
from suggestions.review.scoring import Judgement, submit_review
from tests.factories import RoundFactory


def judged(
    suggestions: int = 6, reviewers: int = 4, each: int = 3, *, seed: int = 1, **fields: Any
) -> Round:
    """The round; `each` reviewers read every suggestion, `fields` are the factory's."""
    round = RoundFactory(
        suggestions=suggestions, reviewers=reviewers, per_suggestion=each, **fields
    )
    dice = random.Random(seed)
    criteria = list(round.rubric.criteria.all())
    for assignment in round.assignments.order_by("suggestion", "reviewer"):
        levels = {criterion.pk: dice.randint(1, 5) for criterion in criteria}
        submit_review(
            assignment, Judgement(levels=levels), by=assignment.reviewer, at=timezone.now()
        )
    return round
