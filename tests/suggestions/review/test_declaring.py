"""A reviewer declares a conflict of interest: it blocks, is written down, and others take over."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.review.assigning import assign
from suggestions.review.barring import Barring, ConflictDeclaration, Ground
from suggestions.review.declaring import declare, declare_interest, end_interest
from suggestions.review.refusals import AssignmentRefused, ReviewRefused
from suggestions.review.reviews import Review
from suggestions.review.scoring import Judgement, save_draft
from tests.factories import ReviewFactory, RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


def declared(assignment, reason="亲属关系", **fields):
    return declare(assignment, reason, **{"by": assignment.reviewer, "at": timezone.now()} | fields)


def test_it_leaves_the_queue_and_somebody_else_reads_it():
    round = RoundFactory(reviewers=2)
    mine = round.assignments.get()
    save_draft(mine, Judgement(comment="草稿"), by=mine.reviewer, at=timezone.now())

    new = declared(mine)

    mine.refresh_from_db()
    assert mine.dropped_at is not None
    assert not Review.objects.exists()
    assert new.replaces == mine
    assert {seat.user_id: seat.assigned for seat in round.panel.all()} == {
        mine.reviewer_id: 0,
        new.reviewer_id: 1,
    }


def test_what_was_declared_can_be_read_by_the_chair_with_its_reason():
    mine = RoundFactory().assignments.get()

    declared(mine, "与作者是亲属")

    barring = Barring.objects.get()
    assert (barring.reviewer, barring.suggestion) == (mine.reviewer, mine.suggestion)
    assert barring.ground == Ground.DECLARED
    assert ConflictDeclaration.objects.get().reason == "与作者是亲属"


def test_it_blocks_for_good():
    round = RoundFactory(reviewers=2)
    mine = round.assignments.get()
    declared(mine)

    with pytest.raises(AssignmentRefused, match="declared"):
        assign(round, mine.suggestion, mine.reviewer, by=round.opened_by, at=timezone.now())


def test_where_nobody_else_can_take_it_it_is_dropped_all_the_same():
    mine = RoundFactory().assignments.get()

    assert declared(mine) is None

    mine.refresh_from_db()
    assert mine.dropped_at is not None


@pytest.mark.parametrize("reason", ["", "   ", "长" * 501])
def test_a_reason_is_needed(reason):
    mine = RoundFactory().assignments.get()

    with pytest.raises(ReviewRefused, match=r"reason|conflict"):
        declared(mine, reason)

    assert not ConflictDeclaration.objects.exists()


def test_a_submitted_review_has_to_be_taken_back_first():
    review = ReviewFactory()

    with pytest.raises(ReviewRefused, match="back first"):
        declared(review.assignment)


def test_nobody_declares_for_another():
    mine = RoundFactory(reviewers=2).assignments.get()
    other = mine.round.panel.exclude(user=mine.reviewer).get().user

    with pytest.raises(PermissionDenied):
        declared(mine, by=other)


def test_an_interest_in_a_unit_gives_up_what_that_unit_is_in_charge_of():
    round = RoundFactory(suggestions=2, reviewers=2)
    reviewer = round.panel.first().user
    bureau = UnitFactory()
    office = UnitFactory(parent=bureau)
    theirs = round.assignments.filter(reviewer=reviewer).get()
    theirs.suggestion.unit = office
    theirs.suggestion.save()
    bureau.refresh_from_db()

    declare_interest(bureau, "曾在该局任职", by=reviewer, at=timezone.now())

    theirs.refresh_from_db()
    assert theirs.dropped_at is not None
    assert theirs.replaced_by.reviewer != reviewer
    assert Barring.objects.get().ground == Ground.INTEREST


def test_an_interest_is_declared_once_at_a_time_and_can_end():
    reviewer, unit = staff(Role.REVIEWER, unit=UnitFactory()), UnitFactory()
    at = timezone.now()
    first = declare_interest(unit, "股东", by=reviewer, at=at)

    with pytest.raises(ReviewRefused, match="already"):
        declare_interest(unit, "股东", by=reviewer, at=at)
    with pytest.raises(PermissionDenied):
        end_interest(first, by=UserFactory(), on=timezone.localdate())
    end_interest(first, by=reviewer, on=timezone.localdate())

    assert ConflictDeclaration.objects.get().ended_on == timezone.localdate()


def test_who_is_no_reviewer_declares_nothing():
    with pytest.raises(PermissionDenied):
        declare_interest(UnitFactory(), "股东", by=UserFactory(), at=timezone.now())
