"""Rounds whose decisions wait to be published together, and what can be done with them."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from suggestions.review.deciding import decide
from suggestions.review.decision import Decision
from suggestions.review.round import Publication, Round
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory


@pytest.fixture
def round() -> Round:
    """A round of three scored suggestions that publishes together."""
    row = RoundFactory(suggestions=3)
    Round.objects.filter(pk=row.pk).update(publication=Publication.TOGETHER)
    row.refresh_from_db()
    for assignment in row.assignments.order_by("pk"):
        ReviewFactory(assignment=assignment)
    return row


@pytest.fixture
def decided(round: Round) -> Callable[..., Decision]:
    """Decides on the suggestion with this number in the round."""

    def decide_on(number: int = 0, outcome: State = State.ADOPTED, **fields: object) -> Decision:
        suggestion = round.standings.order_by("pk")[number].suggestion
        facts = {"round": round, "by": round.opened_by, "at": timezone.now()} | fields
        return decide(suggestion, outcome, "可以落实", **facts)

    return decide_on
