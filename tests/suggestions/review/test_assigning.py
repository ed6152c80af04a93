"""Changing assignments by hand."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.review.assigning import assign, unassign
from suggestions.review.assignment import Assignment
from suggestions.review.closing import close_round
from suggestions.review.refusals import AssignmentRefused
from suggestions.review.scoring import Judgement, save_draft
from suggestions.states import State
from tests.factories import (
    ReviewFactory,
    RoundFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def suggestion(round):
    return round.standings.get().suggestion


def another_reviewer(round):
    return staff(Role.REVIEWER, unit=round.campaign.organiser)


def assigned(round, suggestion, reviewer, **fields):
    return assign(
        round, suggestion, reviewer, **{"by": round.opened_by, "at": timezone.now()} | fields
    )


def test_a_third_reviewer_joins_the_panel(round, suggestion):
    reviewer = another_reviewer(round)

    assignment = assigned(round, suggestion, reviewer)

    assert assignment.made_by == round.opened_by
    assert round.panel.get(user=reviewer).assigned == 1


@pytest.mark.parametrize("fact", ["author", "transcriber"])
def test_a_conflict_of_interest_blocks_assigning_by_hand(round, suggestion, fact):
    reviewer = another_reviewer(round)
    setattr(suggestion, fact, reviewer)
    suggestion.save()

    with pytest.raises(AssignmentRefused, match="Conflict"):
        assigned(round, suggestion, reviewer)


def test_the_station_that_received_it_blocks_assigning_by_hand(round, suggestion):
    suggestion.station = UnitFactory(parent=round.campaign.organiser)
    suggestion.save()
    colleague = staff(Role.REVIEWER, unit=suggestion.station)

    with pytest.raises(AssignmentRefused, match="Conflict"):
        assigned(round, suggestion, colleague)


def test_the_same_reviewer_is_not_assigned_twice(round, suggestion):
    reviewer = round.panel.get().user

    with pytest.raises(AssignmentRefused):
        assigned(round, suggestion, reviewer)

    assert round.panel.get().assigned == 1


def test_a_suggestion_outside_the_round_cannot_be_assigned(round):
    with pytest.raises(AssignmentRefused):
        assigned(round, SuggestionFactory(), another_reviewer(round))


def test_who_is_no_reviewer_cannot_be_assigned(round, suggestion):
    with pytest.raises(AssignmentRefused):
        assigned(round, suggestion, UserFactory())


def test_nothing_is_assigned_in_a_closed_round(round, suggestion):
    close_round(round, by=round.opened_by, at=timezone.now())

    with pytest.raises(AssignmentRefused, match="closed"):
        assigned(round, suggestion, another_reviewer(round))


def test_a_withdrawn_suggestion_cannot_be_assigned(round, suggestion):
    move(suggestion, State.WITHDRAWN, by=None)

    with pytest.raises(AssignmentRefused):
        assigned(round, suggestion, another_reviewer(round))


def test_foreign_editors_cannot_assign(round, suggestion):
    with pytest.raises(PermissionDenied):
        assigned(
            round,
            suggestion,
            another_reviewer(round),
            by=staff(Role.EDITOR, unit=UnitFactory()),
        )


def test_taking_an_assignment_back_removes_its_draft_and_the_count(round):
    assignment = round.assignments.get()
    save_draft(assignment, Judgement(comment="草稿"), by=assignment.reviewer, at=timezone.now())

    unassign(assignment, by=round.opened_by, at=timezone.now())

    assert not Assignment.objects.exists()
    assert round.panel.get().assigned == 0


def test_what_was_judged_cannot_be_taken_back():
    review = ReviewFactory()

    with pytest.raises(AssignmentRefused):
        unassign(review.assignment, by=review.assignment.round.opened_by, at=timezone.now())

    assert Assignment.objects.exists()


def test_foreign_chairs_cannot_take_back(round):
    with pytest.raises(PermissionDenied):
        unassign(
            round.assignments.get(),
            by=staff(Role.CHAIR, unit=UnitFactory()),
            at=timezone.now(),
        )
