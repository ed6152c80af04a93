"""Decisions: who, what, when, and never two."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns.models import Phase
from campaigns.phases import PhaseKind
from portal.organisation.membership import Role
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.handling.exclusion.exclusion import Exclusion, Ground
from suggestions.history import MoveNotAllowed, move
from suggestions.review.closing import close_round
from suggestions.review.deciding import decide, decide_many, fill
from suggestions.review.decision import Decision
from suggestions.review.ranking import rank
from suggestions.review.refusals import DecisionRefused
from suggestions.states import OUTCOMES, State
from tests.factories import ReviewFactory, RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def review():
    return ReviewFactory()


def decided(review, outcome=State.ADOPTED, reason="可以落实", **fields):
    round = review.assignment.round
    fields = {"round": round, "by": round.opened_by, "at": NOW()} | fields
    return decide(review.assignment.suggestion, outcome, reason, **fields)


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_a_decision_moves_the_suggestion_with_the_reason_as_note(review, outcome):
    decision = decided(review, outcome, "  可以落实 ")

    suggestion = review.assignment.suggestion
    entry = suggestion.history.last()
    assert suggestion.state == outcome
    assert (entry.after, entry.note, entry.by) == (outcome, "可以落实", decision.by)
    assert (decision.outcome, decision.reason) == (outcome, "可以落实")
    assert review.assignment.round.standings.get().outcome == outcome


@pytest.mark.parametrize("outcome", [State.ADOPTED, State.PARTLY_ADOPTED])
def test_adopting_makes_a_golden_idea_with_its_scores(review, outcome):
    decision = decided(review, outcome)

    idea = GoldenIdea.objects.get()
    assert (idea.suggestion, idea.reason) == (review.assignment.suggestion, "可以落实")
    assert idea.adopted_at == decision.at
    assert [mean.mean for mean in idea.means.all()] == [4.0] * 4


@pytest.mark.parametrize("outcome", [State.KEPT, State.NOT_ADOPTED])
def test_other_outcomes_make_no_golden_idea(review, outcome):
    decided(review, outcome)

    assert not GoldenIdea.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "\n", "长" * 2001])
def test_a_decision_needs_a_reason_of_sensible_length(review, reason):
    with pytest.raises(DecisionRefused):
        decided(review, reason=reason)

    assert not Decision.objects.exists()


def test_the_second_chair_hears_that_the_first_was_faster(review):
    decided(review, State.NOT_ADOPTED)

    with pytest.raises(MoveNotAllowed) as refused:
        decided(review, State.ADOPTED)

    assert refused.value.before == State.NOT_ADOPTED
    assert Decision.objects.get().outcome == State.NOT_ADOPTED
    assert not GoldenIdea.objects.exists()


def test_what_was_withdrawn_cannot_be_decided(review):
    move(review.assignment.suggestion, State.WITHDRAWN, by=None)

    with pytest.raises(DecisionRefused):
        decided(review)


def test_what_nobody_has_scored_can_be_declined_but_not_adopted():
    round = RoundFactory(suggestions=2)
    first, second = (standing.suggestion for standing in round.standings.all())
    fields = {"round": round, "by": round.opened_by, "at": NOW()}

    with pytest.raises(DecisionRefused):
        decide(first, State.ADOPTED, "理由", **fields)
    decide(second, State.NOT_ADOPTED, "理由", **fields)

    assert Decision.objects.get().suggestion == second


@pytest.mark.parametrize("outcome", [State.CONVERTED, State.WITHDRAWN, State.ACCEPTED])
def test_only_the_four_outcomes_can_be_decided(review, outcome):
    with pytest.raises(DecisionRefused):
        decided(review, outcome)


def test_decisions_wait_for_their_phase(review):
    Phase.objects.update(kind=PhaseKind.COLLECTING)

    with pytest.raises(DecisionRefused, match="phase"):
        decided(review)


def test_a_closed_round_is_decided_in_the_results_phase(review):
    close_round(review.assignment.round, by=review.assignment.round.opened_by, at=NOW())
    Phase.objects.update(kind=PhaseKind.RESULTS)

    assert decided(review).outcome == State.ADOPTED


def test_after_all_phases_nothing_is_decided(review):
    Phase.objects.update(ends_at=NOW() - timedelta(seconds=1))

    with pytest.raises(DecisionRefused):
        decided(review)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CHAIR])
def test_no_other_role_decides(review, role):
    person = staff(role, unit=review.assignment.round.campaign.organiser)

    with pytest.raises(PermissionDenied):
        decided(review, by=person)


def test_a_chair_who_has_withdrawn_does_not_decide(review):
    suggestion, chair = review.assignment.suggestion, review.assignment.round.opened_by
    Exclusion.objects.create(
        suggestion=suggestion,
        user=chair,
        ground=Ground.INTEREST,
        reason="近亲属",
        by=chair,
        at=NOW(),
    )

    with pytest.raises(DecisionRefused):
        decided(review)

    assert not Decision.objects.exists()


def test_a_foreign_chair_and_a_superuser_do_not_decide(review):
    for person in (staff(Role.CHAIR, unit=UnitFactory()), UserFactory(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            decided(review, by=person)


def test_the_round_counts_its_decisions(review):
    decided(review)

    review.assignment.round.refresh_from_db()
    assert review.assignment.round.decided_count == 1


def test_many_are_decided_with_one_template():
    round = RoundFactory(suggestions=3)

    settled = decide_many(
        rank(round), State.KEPT, "关于“{title}”（{receipt}）", by=round.opened_by, at=NOW()
    )

    assert not settled.refused
    for decision in settled.decisions:
        suggestion = decision.suggestion
        assert decision.reason == f"关于“{suggestion.title}”（{suggestion.receipt}）"


def test_one_that_was_decided_meanwhile_does_not_stop_the_others():
    round = RoundFactory(suggestions=3)
    standings = list(rank(round))
    fields = {"by": round.opened_by, "at": NOW()}
    decide(standings[1].suggestion, State.KEPT, "理由", round=round, **fields)

    settled = decide_many(standings, State.NOT_ADOPTED, "理由", **fields)

    assert len(settled.decisions) == 2
    assert [suggestion for suggestion, _message in settled.refused] == [standings[1].suggestion]


def test_many_are_decided_by_chairs_only():
    round = RoundFactory(suggestions=2)
    editor = staff(Role.EDITOR, unit=round.campaign.organiser)

    with pytest.raises(PermissionDenied):
        decide_many(rank(round), State.KEPT, "理由", by=editor, at=NOW())


def test_a_title_with_braces_is_not_filled_in_again(review):
    standing = review.assignment.round.standings.get()
    standing.suggestion.title = "{receipt}"

    assert fill("{title}：{mark}", standing) == "{receipt}：4.00"
