"""What waits for somebody: reports, verifications and stale ideas, each for who must act."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.conversion.ageing import put_forward_lapsed
from suggestions.conversion.desk.waiting import waiting
from suggestions.conversion.verifying import send_back
from suggestions.models import Action, DueReport, Suggestion
from suggestions.states import State
from tests.factories import ActionFactory, UnitFactory, staff
from tests.suggestions.conversion.following import NOW, idea_of, put_forward, today

PAGE = reverse("conversion:todo")


def due(action, days):
    start = today() - timedelta(days=60)
    return DueReport.objects.create(
        action=action,
        period_start=start,
        period_end=start + timedelta(days=30),
        due_on=today() + timedelta(days=days),
    )


def page_of(client, person):
    client.force_login(person)
    return client.get(PAGE).context


def test_nothing_to_do_says_so(client, here):
    assert "desk-empty" in client_page(client, here.handler)


def client_page(client, person):
    client.force_login(person)
    return client.get(PAGE).content.decode()


def test_reports_due_and_overdue_are_told_apart(client, here):
    late, soon = due(here.action, -1), due(ActionFactory(idea=here.idea, unit=here.office), 3)

    context = page_of(client, here.handler)

    assert list(context["overdue_reports"]) == [late]
    assert list(context["due_reports"]) == [soon]
    assert f"?due={late.pk}" in client_page(client, here.handler)


def test_units_that_take_part_and_units_above_see_them_too(client, here):
    late, partner = due(here.action, -1), UnitFactory()
    here.action.co_units.add(partner)

    for person in (staff(Role.HANDLER, unit=partner), staff(Role.SUPERVISOR, unit=here.city)):
        assert list(page_of(client, person)["overdue_reports"]) == [late]
    stranger = staff(Role.HANDLER, unit=UnitFactory())
    assert list(page_of(client, stranger)["overdue_reports"]) == []


@pytest.mark.parametrize("state", [State.LAPSED, State.CONVERTED])
def test_nothing_is_asked_about_ideas_that_are_at_an_end(client, here, state):
    due(here.action, -1)
    due(ActionFactory(idea=here.idea, unit=here.office), 3)
    Action.objects.update(due_on=today() - timedelta(days=1))
    Suggestion.objects.update(state=state)

    assert "desk-empty" in client_page(client, here.handler)
    reports, *_rest = waiting(here.handler, today())
    assert (reports.count, reports.late) == (0, 0)


def test_actions_past_their_day(client, here):
    Action.objects.update(due_on=today() - timedelta(days=1))

    assert list(page_of(client, here.handler)["overdue_actions"]) == [here.action]


def test_claims_wait_for_who_may_verify_them(client, here):
    proposal = put_forward(here)

    assert page_of(client, here.judge)["to_verify"] == [proposal]
    assert page_of(client, here.handler)["to_verify"] == []
    assert page_of(client, staff(Role.SUPERVISOR, unit=UnitFactory()))["to_verify"] == []


def test_stale_ideas_wait_for_the_unit_in_charge(client, here):
    long_ago = today() - timedelta(days=400)
    Action.objects.update(due_on=long_ago, planned_on=long_ago)
    put_forward_lapsed()

    assert [one.idea for one in page_of(client, here.editor)["stale"]] == [here.idea]
    assert list(page_of(client, here.handler)["stale"]) == []


def test_what_was_sent_back_comes_back_to_who_acts(client, here):
    proposal = put_forward(here)
    send_back(proposal, "照片看不出来", by=here.judge, at=NOW())
    assert list(page_of(client, here.handler)["sent_back"]) == [proposal]
    assert "照片看不出来" in client_page(client, here.handler)

    put_forward(here)

    assert list(page_of(client, here.handler)["sent_back"]) == []


COSTS: dict[str, int] = {}


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_with_any_number(
    client, here, django_assert_max_num_queries, count
):
    for action in ActionFactory.create_batch(count, idea=here.idea, unit=here.office):
        due(action, -1)
    for _ in range(min(count, 5)):
        other = idea_of(here.county)
        ActionFactory(idea=other, unit=here.office, state="done")
    put_forward(here)
    Action.objects.filter(idea=here.idea).update(state="under_way")
    client.force_login(staff(Role.EDITOR, unit=here.county))
    client.get(PAGE)

    with django_assert_max_num_queries(25) as queries:
        client.get(PAGE)

    assert len(queries) == COSTS.setdefault("todo", len(queries))
