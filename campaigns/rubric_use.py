"""What stands on a version of a rubric: asked here, answered by whoever judges by rubrics."""

from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

from campaigns.rubrics import Rubric

use_asked = Signal()
"""Sent with `rubric`; a receiver answers with a `RubricUse`."""


@dataclass(frozen=True)
class RubricUse:
    """How much stands on a version: it stays with it whatever the next version says."""

    rounds: int = 0
    open_rounds: int = 0
    reviews: int = 0
    drafts: int = 0

    @property
    def any(self) -> bool:
        """Whether anything does."""
        return self.rounds > 0


def use_of(rubric: Rubric) -> RubricUse:
    """What stands on `rubric`, from all who answer."""
    sent: list[Any] = use_asked.send(sender=Rubric, rubric=rubric)
    answers: list[RubricUse] = [answer for _receiver, answer in sent]
    return RubricUse(
        rounds=sum(answer.rounds for answer in answers),
        open_rounds=sum(answer.open_rounds for answer in answers),
        reviews=sum(answer.reviews for answer in answers),
        drafts=sum(answer.drafts for answer in answers),
    )


def stays(rubric: Rubric) -> bool:
    """Whether `rubric` may not be changed any more: somebody has judged, or is asked to judge."""
    return rubric.is_frozen or use_of(rubric).any
