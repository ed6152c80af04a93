"""What a panel leaves behind at one unit, for the addresses that name it."""

from typing import Any

from django.utils import timezone

from campaigns.phases import PhaseKind
from suggestions.conversion.kinds import ConversionKind
from suggestions.conversion.proposal import ProposalState
from suggestions.models import CommitmentList, Proposal, Reconsideration, SecondLook, Suggestion
from suggestions.review.second_look import ask
from suggestions.states import State
from tests.factories import (
    CampaignFactory,
    DecisionFactory,
    ReviewFactory,
    RoundFactory,
    SuggestionFactory,
)


def kept_of(unit: Any, author: Any) -> Suggestion:
    """A suggestion of `author` that a panel kept for reference: it has a letter."""
    campaign = CampaignFactory(organiser=unit, phase=PhaseKind.REVIEWING)
    row = SuggestionFactory(campaign=campaign, accepted=True, author=author)
    assignment = RoundFactory(campaign=campaign, suggestions=[row]).assignments.get()
    review = ReviewFactory(assignment=assignment)
    return DecisionFactory(review=review, outcome=State.KEPT).suggestion


def second_look_of(unit: Any, author: Any) -> SecondLook:
    """What `author` asks for about another one."""
    return ask(kept_of(unit, author), "漏看了附件", by=author, at=timezone.now())


def match_with(suggestion: Suggestion, campaign: Any) -> Reconsideration:
    """That `suggestion` fits `campaign`."""
    return Reconsideration.objects.create(
        suggestion=suggestion, campaign=campaign, likeness=0.3, proposed_at=timezone.now()
    )


def claim_of(idea: Any) -> Proposal:
    """That `idea` was carried out, sent back: it does not stand in the way of another."""
    return Proposal.objects.create(
        idea=idea,
        outcome=State.CONVERTED,
        note="已完成",
        kind=ConversionKind.OTHER,
        proposed_at=timezone.now(),
        verifying_unit=idea.suggestion.unit,
        state=ProposalState.SENT_BACK,
    )


def commitments_of(idea: Any) -> CommitmentList:
    """A published list of the idea's unit."""
    return CommitmentList.objects.create(
        year=2026, title="十件实事", unit=idea.suggestion.unit, published_at=timezone.now()
    )
