"""Moving work by hand, many at once: each by itself, with the reason for what stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.review.barring import Barring, Ground
from suggestions.review.closing import close_round
from suggestions.review.moving import move_assignments
from suggestions.review.refusals import AssignmentRefused
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return RoundFactory(suggestions=4, reviewers=2)


def moved(round, rows, to, **fields):
    keys = [row.pk for row in rows]
    return move_assignments(
        round, keys, to, **{"by": round.opened_by, "at": timezone.now()} | fields
    )


def seats(round):
    return {seat.user_id: seat.assigned for seat in round.panel.all()}


def test_many_move_at_once_and_the_counts_follow(round):
    giver, taker = (seat.user for seat in round.panel.all())
    rows = list(round.assignments.filter(reviewer=giver))

    done = moved(round, rows, taker)

    assert (len(done.made), done.refused) == (2, [])
    assert seats(round) == {giver.pk: 0, taker.pk: 4}
    assert {row.made_by for row in done.made} == {round.opened_by}


def test_somebody_beside_the_panel_gets_a_place_on_it(round):
    newcomer = staff(Role.REVIEWER, unit=round.campaign.organiser)

    moved(round, round.assignments.all(), newcomer)

    assert round.panel.get(user=newcomer).assigned == 4


def test_what_was_moved_away_can_be_given_back_and_away_again(round):
    row = round.assignments.first()
    giver = row.reviewer
    other = round.panel.exclude(user=giver).get().user
    start = seats(round)

    for to in (other, giver, other, giver):
        (row,) = moved(round, [row], to).made

    assert row.reviewer == giver
    assert seats(round) == start
    assert round.assignments.filter(dropped_at__isnull=True).count() == 4


def test_a_conflict_stays_with_its_reason_and_is_written_down(round):
    own, free = round.assignments.filter(reviewer=round.panel.first().user)
    taker = round.panel.last().user
    own.suggestion.author = taker
    own.suggestion.save()

    done = moved(round, [own, free], taker)

    assert [row.suggestion for row in done.made] == [free.suggestion]
    assert [(row, "wrote it" in why) for row, why in done.refused] == [(own.suggestion, True)]
    assert Barring.objects.get().ground == Ground.AUTHOR


def test_submitted_decided_and_withdrawn_stay(round):
    giver, taker = (seat.user for seat in round.panel.all())
    judged, withdrawn = round.assignments.filter(reviewer=giver)
    ReviewFactory(assignment=judged)
    move(withdrawn.suggestion, State.WITHDRAWN, by=None)

    done = moved(round, [judged, withdrawn], taker)

    assert (done.made, done.refused) == ([], [])


def test_another_rounds_assignments_are_not_touched(round):
    foreign = RoundFactory().assignments.get()

    done = moved(round, [foreign], round.panel.first().user)

    assert done.made == []


@pytest.mark.parametrize("who", ["citizen", "foreign"])
def test_only_to_reviewers_of_the_unit(round, who):
    to = UserFactory() if who == "citizen" else staff(Role.REVIEWER, unit=UnitFactory())

    with pytest.raises(AssignmentRefused):
        moved(round, round.assignments.all(), to)


def test_not_in_a_closed_round(round):
    close_round(round, by=round.opened_by, at=timezone.now())

    with pytest.raises(AssignmentRefused, match="closed"):
        moved(round, round.assignments.all(), round.panel.first().user)


def test_foreign_editors_move_nothing(round):
    with pytest.raises(PermissionDenied):
        moved(
            round,
            round.assignments.all(),
            round.panel.first().user,
            by=staff(Role.EDITOR, unit=UnitFactory()),
        )


def test_the_cost_does_not_grow_faster_than_what_moves(django_assert_max_num_queries):
    round = RoundFactory(suggestions=10, reviewers=2)
    giver, taker = (seat.user for seat in round.panel.all())
    rows = list(round.assignments.filter(reviewer=giver))

    with django_assert_max_num_queries(30 + 10 * len(rows)):
        moved(round, rows, taker)
