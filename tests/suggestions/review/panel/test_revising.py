"""Revising: a chair's second thoughts, until publication; what was decided before is kept."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.kept import RecordIsKept
from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.review.decision import Decision
from suggestions.review.publishing import publish_decisions
from suggestions.review.refusals import DecisionRefused
from suggestions.review.revising import EarlierDecision, revise, take_back
from suggestions.review.ruling import Ruling
from suggestions.review.standing import Standing
from suggestions.states import State
from tests.factories import DecisionFactory, ReviewFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now
OTHER = Ruling(State.KEPT, "条件尚不成熟", "C")


def revised(decision, ruling=OTHER, **fields):
    facts = {"seen": decision.at, "by": decision.by, "at": NOW()} | fields
    revise(decision, ruling, **facts)


def test_a_revision_replaces_the_decision_and_keeps_the_earlier_one(decided):
    decision = decided()
    second = staff(Role.CHAIR, unit=decision.round.campaign.organiser)

    revised(decision, by=second)

    row = Decision.objects.get()
    assert (row.outcome, row.reason, row.settling) == (State.KEPT, "条件尚不成熟", "C")
    assert row.by == second
    assert Standing.objects.get(suggestion=row.suggestion).outcome == State.KEPT
    earlier = EarlierDecision.objects.get()
    assert (earlier.outcome, earlier.reason) == (State.ADOPTED, "可以落实")
    assert (earlier.by, earlier.changed_by, earlier.is_taken_back) == (decision.by, second, False)


def test_taking_back_makes_the_suggestion_undecided_again(decided):
    decision = decided()

    take_back(decision, seen=decision.at, by=decision.by, at=NOW())

    assert not Decision.objects.exists()
    decision.round.refresh_from_db()
    assert decision.round.decided_count == 0
    assert decision.round.standings.undecided().count() == 3
    assert EarlierDecision.objects.get().is_taken_back
    assert decided(outcome=State.NOT_ADOPTED).outcome == State.NOT_ADOPTED


@pytest.mark.parametrize("change", [revised, lambda d, **f: take_back(d, **f)])
def test_of_two_chairs_the_second_is_told(decided, change):
    decision = decided()
    seen = decision.at
    revised(decision, seen=seen)

    with pytest.raises(DecisionRefused, match="faster"):
        change(decision, seen=seen, by=decision.by, at=NOW())

    assert EarlierDecision.objects.count() == 1


def test_what_was_taken_back_cannot_be_revised(decided):
    decision = decided()
    key, seen = decision.pk, decision.at
    take_back(decision, seen=seen, by=decision.by, at=NOW())
    decision.pk = key

    with pytest.raises(DecisionRefused, match="faster"):
        revised(decision, seen=seen)


def test_a_published_decision_stands(round, decided):
    decision = decided()
    publish_decisions(round, by=round.opened_by, at=NOW())

    with pytest.raises(DecisionRefused, match="published"):
        revised(decision)
    with pytest.raises(DecisionRefused, match="published"):
        take_back(decision, seen=decision.at, by=decision.by, at=NOW())

    assert Decision.objects.get().outcome == State.ADOPTED


def test_where_decisions_are_published_as_made_none_is_revised():
    decision = DecisionFactory(review=ReviewFactory())

    with pytest.raises(DecisionRefused, match="published"):
        revised(decision)


def test_what_was_withdrawn_is_not_revised(decided):
    decision = decided()
    move(decision.suggestion, State.WITHDRAWN, by=None)

    with pytest.raises(DecisionRefused):
        revised(decision)


@pytest.mark.parametrize(
    "ruling",
    [
        Ruling(State.KEPT, "  "),
        Ruling(State.CONVERTED, "理由"),
        Ruling(State.KEPT, "理由", "E"),
        Ruling(State.KEPT, "长" * 2001),
    ],
)
def test_a_revision_is_checked_like_a_decision(decided, ruling):
    decision = decided()

    with pytest.raises(DecisionRefused):
        revised(decision, ruling)

    assert not EarlierDecision.objects.exists()


def test_what_nobody_has_scored_is_not_adopted_by_a_revision(round, decided):
    decision = decided(outcome=State.KEPT)
    Standing.objects.filter(suggestion=decision.suggestion).update(review_count=0)

    with pytest.raises(DecisionRefused):
        revised(decision, Ruling(State.ADOPTED, "理由"))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CHAIR])
def test_no_other_role_revises_or_takes_back(decided, role):
    decision = decided()
    person = staff(role, unit=decision.round.campaign.organiser)

    with pytest.raises(PermissionDenied):
        revised(decision, by=person)
    with pytest.raises(PermissionDenied):
        take_back(decision, seen=decision.at, by=person, at=NOW())


def test_a_superuser_does_not_revise(decided):
    decision = decided()

    with pytest.raises(PermissionDenied):
        revised(decision, by=UserFactory(is_superuser=True))


def test_earlier_decisions_can_be_neither_changed_nor_deleted(decided):
    decision = decided()
    revised(decision)
    row = EarlierDecision.objects.get()

    for act in (row.save, row.delete, EarlierDecision.objects.all().delete):
        with pytest.raises(RecordIsKept):
            act()
    with pytest.raises(RecordIsKept):
        EarlierDecision.objects.update(reason="别的")
