"""A suggestion with a whole life behind it, in the log from its first step on."""

import pytest

from campaigns.phases import PhaseKind
from suggestions.chain.sealing import seal_waiting
from suggestions.history import Event, move, record
from suggestions.states import State
from tests.factories import (
    AssignmentFactory,
    CampaignFactory,
    DecisionFactory,
    ReviewFactory,
    SuggestionFactory,
)


@pytest.fixture
def submitted():
    """A suggestion that was handed in and accepted."""
    campaign = CampaignFactory(phase=PhaseKind.REVIEWING)
    suggestion = SuggestionFactory(campaign=campaign, author_name="王小明")
    record(suggestion, Event.SUBMITTED, by=None, after=State.RECEIVED)
    move(suggestion, State.ACCEPTED, by=None, note="已受理")
    return suggestion


@pytest.fixture
def decision(submitted):
    """The decision that adopted it after one review; everything is sealed."""
    assignment = AssignmentFactory(campaign=submitted.campaign, suggestions=[submitted])
    decision = DecisionFactory(review=ReviewFactory(assignment=assignment, comment="有道理"))
    seal_waiting()
    return decision
