"""Abstaining and declaring a conflict on the scoring page."""

import pytest
from django.urls import reverse

from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory()


@pytest.fixture
def reviewer(client, assignment):
    client.force_login(assignment.reviewer)
    return assignment.reviewer


def address(name, assignment):
    return reverse(f"review:{name}", args=[assignment.pk])


@pytest.mark.parametrize(("name", "told"), [("abstain", "abstained_at"), ("declare", "dropped_at")])
def test_leaving_takes_it_off_the_queue(client, assignment, reviewer, name, told):
    answer = client.post(address(name, assignment), {"reason": "认识建议人"})

    assignment.refresh_from_db()
    assert answer.url == reverse("review:mine")
    assert getattr(assignment, told) is not None
    assert list(client.get(reverse("review:mine")).context["page"]) == []


@pytest.mark.parametrize("name", ["abstain", "declare"])
def test_leaving_wants_a_reason(client, assignment, reviewer, name):
    client.post(address(name, assignment), {"reason": "  "})

    assignment.refresh_from_db()
    assert assignment.dropped_at is None


def test_what_one_abstained_from_is_among_what_is_done(client, assignment, reviewer):
    client.post(address("abstain", assignment), {"reason": "不熟悉这一领域"})

    answer = client.get(reverse("review:mine"), {"done": ""})

    assert list(answer.context["page"]) == [assignment]
    assert "不熟悉这一领域" in answer.content.decode()


def test_the_organisers_read_why_somebody_abstained(client, assignment, reviewer):
    client.post(address("abstain", assignment), {"reason": "不熟悉这一领域"})
    client.force_login(assignment.round.opened_by)

    text = client.get(reverse("review:readers", args=[assignment.round_id])).content.decode()

    assert "不熟悉这一领域" in text
