"""What the desks cost: a fixed number of queries, however many rows there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Assignment, Panellist, Standing, Suggestion
from suggestions.review.desk.progress import place_of
from tests.factories import ReviewFactory, RoundFactory, staff

pytestmark = pytest.mark.django_db
COSTS: dict[str, int] = {}
"""What each page cost at the first size: it must cost the same at the others."""


def large_round(count):
    """A round whose only reviewer has `count` more suggestions: rows for measuring."""
    round = RoundFactory()
    ReviewFactory(assignment=round.assignments.get())
    first = round.standings.get().suggestion
    fields = {
        field.attname: getattr(first, field.attname)
        for field in first._meta.concrete_fields
        if field.name not in {"id", "receipt", "submission_key"}
    }
    rows = [Suggestion(**fields | {"receipt": f"Z{n:08}"}) for n in range(count)]
    Suggestion.objects.bulk_create(rows)
    Standing.objects.bulk_create(
        Standing(round=round, suggestion=row, review_count=1, figure=n % 5, mean=n % 5)
        for n, row in enumerate(rows)
    )
    reviewer = round.panel.get().user
    Assignment.objects.bulk_create(
        Assignment(
            round=round, suggestion=row, reviewer=reviewer, position=n, made_at=timezone.now()
        )
        for n, row in enumerate(rows)
    )
    Panellist.objects.update(assigned=count + 1)
    return round


def spent(client, url, limit, measure):
    client.get(url)
    with measure(limit) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return response, len(queries)


@pytest.mark.parametrize("count", [10, 1000])
def test_the_queue(client, django_assert_max_num_queries, count):
    client.force_login(large_round(count).panel.get().user)

    response, cost = spent(client, reverse("review:mine"), 15, django_assert_max_num_queries)

    assert len(response.context["page"]) == min(count, 20)
    assert cost == COSTS.setdefault("queue", cost)


@pytest.mark.parametrize("count", [10, 1000])
def test_the_scoring_page(client, django_assert_max_num_queries, count):
    round = large_round(count)
    assignment = round.assignments.filter(review=None).first()
    client.force_login(assignment.reviewer)
    url = reverse("review:score", args=[assignment.pk])

    _response, cost = spent(client, url, 15, django_assert_max_num_queries)

    assert cost == COSTS.setdefault("score", cost)


@pytest.mark.services
def test_the_neighbours_are_looked_for_once_and_not_for_each_row():
    """Of the outer row they took a minute for a reviewer with a thousand, before PostgreSQL had
    counted the rows.
    """
    assignment = large_round(10).assignments.filter(review=None).first()
    with CaptureQueriesContext(connection) as queries:
        place = place_of(assignment)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert (len(queries), place.total) == (1, 11)
    assert "InitPlan" in plan
    assert "SubPlan" not in plan


@pytest.mark.parametrize("count", [10, 1000])
def test_the_round_page(client, django_assert_max_num_queries, count):
    round = large_round(count)
    client.force_login(round.opened_by)
    url = reverse("review:round", args=[round.pk])

    response, cost = spent(client, url, 15, django_assert_max_num_queries)

    assert len(response.context["rows"]) == min(count + 1, 25)
    assert cost == COSTS.setdefault("round", cost)


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_of_one_suggestion(client, django_assert_max_num_queries, count):
    round = RoundFactory(reviewers=count, per_suggestion=count)
    for assignment in round.assignments.all():
        ReviewFactory(assignment=assignment)
    client.force_login(round.opened_by)
    receipt = round.standings.get().suggestion.receipt
    url = reverse("review:standing", args=[round.pk, receipt])

    response, cost = spent(client, url, 15, django_assert_max_num_queries)

    assert len(response.context["assignments"]) == count
    assert cost == COSTS.setdefault("standing", cost)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_rounds(client, django_assert_max_num_queries, count):
    first = RoundFactory()
    for _ in range(count):
        RoundFactory(campaign=first.campaign)
    client.force_login(staff(Role.EDITOR, unit=first.campaign.organiser))

    _response, cost = spent(client, reverse("review:rounds"), 15, django_assert_max_num_queries)

    assert cost == COSTS.setdefault("rounds", cost)
