"""What enters a round: sources, topics, shortlist, by hand; one round after another."""

import pytest
from django.utils import timezone

from campaigns.phases import PhaseKind
from suggestions.history import move
from suggestions.models import Reconsideration
from suggestions.review.closing import close_round
from suggestions.review.deciding import decide
from suggestions.review.entering import Choice, Source, chosen, missing, waiting_for_review
from suggestions.review.reconsideration import Step
from suggestions.review.refusals import DecisionRefused, RoundRefused
from suggestions.review.round import Round, RoundKind
from suggestions.states import State
from tests.factories import (
    CampaignFactory,
    DecisionFactory,
    ReviewFactory,
    RoundFactory,
    SuggestionFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(phase=PhaseKind.REVIEWING)


def closed(round):
    close_round(round, by=round.opened_by, at=timezone.now())
    return round


def next_round(round, suggestions, **fields):
    return RoundFactory(
        campaign=round.campaign,
        suggestions=suggestions,
        reviewers=[member.user for member in round.panel.all()],
        by=round.opened_by,
        **fields,
    )


def test_topics_reach_those_below_them(campaign):
    topic = TopicFactory()
    below = topic.add_child(name="下级", code="T-BELOW")
    wanted = SuggestionFactory(campaign=campaign, accepted=True, topic=below)
    SuggestionFactory(campaign=campaign, accepted=True, topic=TopicFactory())

    assert list(chosen(campaign, Choice(topics=[topic]))) == [wanted]


def test_receipts_choose_by_hand_and_strangers_are_told(campaign):
    wanted = SuggestionFactory(campaign=campaign, accepted=True)
    SuggestionFactory(campaign=campaign, accepted=True)
    foreign = SuggestionFactory(accepted=True)
    choice = Choice(receipts=[wanted.receipt, foreign.receipt, "JY0"])

    assert list(chosen(campaign, choice)) == [wanted]
    assert missing(campaign, choice) == [foreign.receipt, "JY0"]


def test_the_shortlist_of_a_closed_round_goes_on():
    first = RoundFactory(suggestions=3, kind=RoundKind.SCREENING)
    listed = first.standings.first()
    first.standings.filter(pk=listed.pk).update(is_shortlisted=True)
    choice = Choice(Source.EARLIER, round=first, shortlisted=True)
    before = list(chosen(first.campaign, choice))
    closed(first)

    rows = chosen(first.campaign, choice)
    second = next_round(first, list(rows))

    assert before == []
    assert [row.suggestion_id for row in second.standings.all()] == [listed.suggestion_id]
    listed.refresh_from_db()
    assert listed.passed_on_at is not None
    assert listed.pk not in first.standings.undecided().values_list("pk", flat=True)
    assert first.standings.undecided().count() == 2


def test_a_later_round_moves_nothing_that_is_under_review_already():
    first = closed(RoundFactory())
    suggestion = first.standings.get().suggestion
    steps = suggestion.history.count()

    next_round(first, [suggestion])

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.history.count()) == (State.REVIEWING, steps)


def test_what_lies_in_an_open_round_enters_no_other():
    first = RoundFactory()

    with pytest.raises(RoundRefused):
        next_round(first, [first.standings.get().suggestion])

    assert Round.objects.count() == 1


@pytest.mark.parametrize("outcome", [State.KEPT, State.NOT_ADOPTED])
def test_a_second_opinion_takes_up_what_was_not_adopted(outcome):
    decision = DecisionFactory(outcome=outcome)
    closed(decision.round)

    second = next_round(decision.round, [decision.suggestion], kind=RoundKind.SECOND_OPINION)

    decision.suggestion.refresh_from_db()
    assert decision.suggestion.state == State.REVIEWING
    assert second.standings.undecided().count() == 1


@pytest.mark.parametrize("kind", [RoundKind.PANEL, RoundKind.SCREENING])
def test_other_rounds_do_not_take_up_what_was_decided(kind):
    decision = DecisionFactory(outcome=State.KEPT)
    closed(decision.round)

    with pytest.raises(RoundRefused, match="second opinion"):
        next_round(decision.round, [decision.suggestion], kind=kind)


@pytest.mark.parametrize("outcome", [State.ADOPTED, State.PARTLY_ADOPTED])
def test_what_was_adopted_is_not_reviewed_again(outcome):
    decision = DecisionFactory(outcome=outcome)
    closed(decision.round)

    with pytest.raises(RoundRefused):
        next_round(decision.round, [decision.suggestion], kind=RoundKind.SECOND_OPINION)


def test_a_decision_is_made_in_the_latest_round_only():
    review = ReviewFactory()
    first = closed(review.assignment.round)
    suggestion = review.assignment.suggestion
    second = next_round(first, [suggestion])
    ReviewFactory(assignment=second.assignments.get())
    facts = {"by": first.opened_by, "at": timezone.now()}

    with pytest.raises(DecisionRefused, match="later round"):
        decide(suggestion, State.ADOPTED, "理由", round=first, **facts)
    decide(suggestion, State.ADOPTED, "理由", round=second, **facts)

    assert second.standings.get().outcome == State.ADOPTED


def test_withdrawn_in_the_second_round_it_leaves_both():
    first = closed(RoundFactory())
    suggestion = first.standings.get().suggestion
    second = next_round(first, [suggestion])

    move(suggestion, State.WITHDRAWN, by=None)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.suggestion_count, second.suggestion_count) == (0, 0)
    assert not waiting_for_review(first.campaign, Source.EARLIER).exists()


@pytest.fixture
def taken_up():
    """What campaign A kept, B took up from the pool and screened: its first round's rows, B's."""
    kept = DecisionFactory(outcome=State.KEPT)
    earlier = closed(kept.round)
    other = CampaignFactory(organiser=earlier.campaign.organiser, phase=PhaseKind.REVIEWING)
    Reconsideration.objects.create(
        suggestion=kept.suggestion,
        campaign=other,
        likeness=0.3,
        proposed_at=kept.at,
        step=Step.ACCEPTED,
        decided_at=kept.at,
    )
    screening = RoundFactory(
        campaign=other, suggestions=[kept.suggestion], kind=RoundKind.SCREENING
    )
    return closed(screening)


def waiting(campaign, source):
    return list(waiting_for_review(campaign, source))


def test_the_panel_takes_what_the_screening_of_its_campaign_took_from_the_pool(taken_up):
    suggestion = taken_up.standings.get().suggestion
    assert waiting(suggestion.campaign, Source.EARLIER) == []
    assert waiting(taken_up.campaign, Source.EARLIER) == [suggestion]

    panel = next_round(taken_up, [suggestion])

    assert panel.standings.undecided().get().suggestion == suggestion


def test_the_campaign_where_it_was_handed_in_does_not_take_it_meanwhile(taken_up):
    suggestion = taken_up.standings.get().suggestion

    with pytest.raises(RoundRefused):
        RoundFactory(campaign=suggestion.campaign, suggestions=[suggestion])


def test_a_second_opinion_is_for_who_decided_last_or_whose_it_is(taken_up):
    suggestion = taken_up.standings.get().suggestion
    move(suggestion, State.NOT_ADOPTED, by=None)

    assert waiting(taken_up.campaign, Source.DECIDED) == [suggestion]
    assert waiting(suggestion.campaign, Source.DECIDED) == [suggestion]
    assert waiting(CampaignFactory(), Source.DECIDED) == []
    second = next_round(taken_up, [suggestion], kind=RoundKind.SECOND_OPINION)

    assert second.standings.undecided().count() == 1
