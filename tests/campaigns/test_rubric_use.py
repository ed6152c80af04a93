"""A version that rounds judge by stays as it is; what stands on it is told before a change."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Rubric
from campaigns.rubric_use import RubricUse, stays, use_of
from portal.organisation.membership import Role
from suggestions.review.saving import save_score
from tests.factories import (
    AssignmentFactory,
    ReviewFactory,
    RoundFactory,
    RubricFactory,
    UnitFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = staff(Role.EDITOR, unit=UnitFactory())
    client.force_login(person)
    return person


def test_what_stands_on_a_version_is_counted():
    round = RoundFactory(suggestions=3)
    first, second, _third = round.assignments.all()
    ReviewFactory(assignment=first)
    criterion = round.rubric.criteria.first()
    save_score(second.pk, criterion.pk, level=2, by=second.reviewer, at=timezone.now())

    use = use_of(round.rubric)

    assert use == RubricUse(rounds=1, open_rounds=1, reviews=1, drafts=1)


def test_nothing_stands_on_an_unused_version():
    rubric = RubricFactory()

    assert use_of(rubric) == RubricUse()
    assert not stays(rubric)


@pytest.mark.parametrize("view", ["edit", "delete"])
def test_a_rubric_is_not_changed_under_drafts(client, editor, view):
    rubric = AssignmentFactory().round.rubric

    answer = client.post(reverse(f"rubrics:{view}", args=[rubric.pk]), {"name": "别的名字"})

    assert answer.url == reverse("rubrics:inspect", args=[rubric.pk])
    assert Rubric.objects.get(pk=rubric.pk).name == rubric.name
    assert not rubric.is_frozen


def test_the_form_of_the_next_version_tells_what_stays_with_this_one(client, editor):
    rubric = ReviewFactory().assignment.round.rubric

    answer = client.get(reverse("rubrics:new_version", args=[rubric.pk]))

    assert answer.context["use"] == RubricUse(rounds=1, open_rounds=1, reviews=1)
    assert "campaigns/admin/rubric_use.html" in [one.name for one in answer.templates]
