"""Scoring: the reviewer it was given to, and nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.organisation.membership import Membership, Role
from suggestions.review.rights import may_review, may_score
from tests.factories import AssignmentFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.fixture
def assignment():
    return AssignmentFactory()


def test_the_reviewer_it_was_given_to(assignment):
    assert may_score(assignment.reviewer, assignment, on=today())


@pytest.mark.parametrize("role", Role)
def test_no_other_member_of_the_unit(assignment, role):
    person = staff(role, unit=assignment.round.campaign.organiser)

    assert not may_score(person, assignment, on=today())
    assert may_review(person, on=today()) == (role == Role.REVIEWER)


def test_nobody_from_outside(assignment):
    outside = [staff(Role.REVIEWER, unit=UnitFactory()), UserFactory(), AnonymousUser()]

    assert not any(may_score(person, assignment, on=today()) for person in outside)


def test_not_even_a_superuser(assignment):
    assert not may_score(UserFactory(is_superuser=True), assignment, on=today())


def test_only_while_they_are_a_reviewer(assignment):
    yesterday = today() - timedelta(days=1)
    Membership.objects.filter(user=assignment.reviewer).update(ends_on=yesterday)

    assert not may_score(assignment.reviewer, assignment, on=today())
