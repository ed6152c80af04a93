"""Closing a round and moving its deadline."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.review.closing import close_round, move_deadline
from suggestions.review.refusals import RoundRefused
from tests.factories import RoundFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db


def test_closing_says_who_and_when():
    round, at = RoundFactory(), timezone.now()

    close_round(round, by=round.opened_by, at=at)

    assert (round.closed_at, round.closed_by, round.is_open) == (at, round.opened_by, False)


def test_a_closed_round_cannot_be_closed_or_prolonged():
    round, at = RoundFactory(), timezone.now()
    close_round(round, by=round.opened_by, at=at)

    with pytest.raises(RoundRefused):
        close_round(round, by=round.opened_by, at=at)
    with pytest.raises(RoundRefused):
        move_deadline(round, at + timedelta(days=1), by=round.opened_by, at=at)


def test_a_moved_deadline_lets_reviewers_write_again():
    round = RoundFactory()
    late = round.deadline + timedelta(hours=1)
    assert not round.takes_scores(late)

    move_deadline(round, late + timedelta(days=1), by=round.opened_by, at=late)

    assert round.takes_scores(late)


def test_a_deadline_cannot_be_moved_into_the_past():
    round, at = RoundFactory(), timezone.now()

    with pytest.raises(RoundRefused):
        move_deadline(round, at, by=round.opened_by, at=at)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.HANDLER, Role.LEADER])
def test_other_roles_do_not_run_the_round(role):
    round, at = RoundFactory(), timezone.now()
    person = staff(role, unit=round.campaign.organiser)

    with pytest.raises(PermissionDenied):
        close_round(round, by=person, at=at)


def test_foreign_chairs_do_not_run_the_round():
    round, at = RoundFactory(), timezone.now()

    with pytest.raises(PermissionDenied):
        close_round(round, by=staff(Role.CHAIR, unit=UnitFactory()), at=at)
