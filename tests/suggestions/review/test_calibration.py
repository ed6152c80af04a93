"""The calibration set: everyone scores it first, the rest waits."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.review.assigning import assign
from suggestions.review.assignment import Assignment
from suggestions.review.calibration import after_calibration, progress, waits_for_calibration
from suggestions.review.lateness import replace_reviewer
from suggestions.review.refusals import RoundRefused
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return RoundFactory(suggestions=8, reviewers=3, calibration=2)


def queue(round, reviewer):
    rows = Assignment.objects.of(reviewer).filter(round=round)
    return list(rows.in_working_order())


def test_everyone_gets_the_set_first_and_even_loads(round):
    chosen = set(round.standings.filter(is_calibration=True).values_list("suggestion", flat=True))

    for seat in round.panel.all():
        first = [row.suggestion_id for row in queue(round, seat.user)[:2]]
        assert set(first) == chosen
    assert [seat.assigned for seat in round.panel.all()] == [4, 4, 4]


def test_the_rest_waits_until_ones_own_calibration_reviews_are_in(round):
    seat, other = round.panel.all()[:2]
    *first, third, _fourth = queue(round, seat.user)
    before = [waits_for_calibration(row) for row in queue(round, seat.user)]

    for row in first:
        ReviewFactory(assignment=row)

    assert before == [False, False, True, True]
    assert not waits_for_calibration(third)
    assert waits_for_calibration(queue(round, other.user)[-1])
    assert progress([seat.user_id, other.user_id], round.pk) == {seat.user_id: 0, other.user_id: 2}


def test_a_queue_can_be_kept_to_what_can_be_judged_now(round):
    reviewer = round.panel.first().user

    rows = after_calibration(Assignment.objects.of(reviewer).open())

    assert list(rows.in_working_order()) == queue(round, reviewer)[:2]


def test_a_withdrawn_calibration_suggestion_holds_nobody_up(round):
    for standing in round.standings.filter(is_calibration=True):
        move(standing.suggestion, State.WITHDRAWN, by=None)
    reviewer = round.panel.first().user

    assert not any(waits_for_calibration(row) for row in queue(round, reviewer))


def test_who_joins_late_calibrates_as_well(round):
    late = staff(Role.REVIEWER, unit=round.campaign.organiser)
    suggestion = round.standings.filter(is_calibration=False).first().suggestion

    given = assign(round, suggestion, late, by=round.opened_by, at=timezone.now())

    assert queue(round, late)[-1] == given
    assert waits_for_calibration(given)
    assert round.panel.get(user=late).assigned == 3


def test_a_late_joiner_can_be_asked_for_a_calibration_suggestion_itself(round):
    late = staff(Role.REVIEWER, unit=round.campaign.organiser)
    suggestion = round.standings.filter(is_calibration=True).first().suggestion

    given = assign(round, suggestion, late, by=round.opened_by, at=timezone.now())

    assert given.suggestion == suggestion
    assert round.panel.get(user=late).assigned == 2


def test_who_is_replaced_leaves_no_calibration_behind(round):
    seat = round.panel.first()

    done = replace_reviewer(seat, by=round.opened_by, at=timezone.now())

    seat.refresh_from_db()
    assert (len(done.made), done.left, seat.assigned) == (2, 0, 0)


@pytest.mark.parametrize("size", [-1, 2])
def test_a_set_larger_than_the_round_is_refused(size):
    with pytest.raises(RoundRefused, match="calibration"):
        RoundFactory(suggestions=1, calibration=size)
