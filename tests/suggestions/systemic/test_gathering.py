"""Linking from where suggestions are seen: the pile, the desk, hot issues, one's page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.desk.panels import panels_for
from suggestions.models import SystemicIssue, SystemicLink
from suggestions.states import Classification
from suggestions.systemic.gathering import link, plan_action
from tests.factories import (
    ClockFactory,
    SuggestionFactory,
    UnitFactory,
    make_issue,
    staff,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now
GATHER = "/admin/systemic/gather/"


def ticks(rows, **more):
    return {"selected": [row.pk for row in rows], **more}


def messages_of(page):
    return [str(message) for message in page.context["messages"]]


def test_ticked_ones_are_linked_to_the_issue_that_is_chosen(client, unit, supervisor, three):
    issue = make_issue(unit=unit, by=supervisor)
    client.force_login(supervisor)

    asked = client.post(GATHER, ticks(three, back="/admin/handling/?state=accepted"))
    done = client.post(GATHER, ticks(three, issue=issue.pk, chosen="1"), follow=True)

    assert asked.context["rows"] == three
    assert asked.context["back"] == "/admin/handling/?state=accepted"
    assert issue.links.standing().count() == 3
    assert done.redirect_chain[-1][0] == reverse("systemic:issue", args=[issue.pk])


def test_it_says_which_could_not_be_linked_and_why(client, unit, supervisor, three):
    make_issue(three[0], unit=unit, by=supervisor)
    issue = make_issue(unit=unit, by=supervisor)
    client.force_login(supervisor)

    page = client.post(GATHER, ticks(three, issue=issue.pk, chosen="1"), follow=True)

    assert issue.links.standing().count() == 2
    assert [three[0].receipt in message for message in messages_of(page)] == [False, True]


def test_where_none_can_be_linked_the_choice_comes_back(client, unit, supervisor, three):
    make_issue(*three, unit=unit, by=supervisor)
    issue = make_issue(unit=unit, by=supervisor)
    client.force_login(supervisor)

    page = client.post(GATHER, ticks(three, issue=issue.pk, chosen="1"))

    assert page.status_code == 422
    assert page.context["form"]["issue"].value() == str(issue.pk)
    assert all(row.receipt in page.content.decode() for row in three)


def test_an_issue_is_opened_with_what_was_ticked(client, unit, supervisor, three):
    client.force_login(supervisor)
    address = client.post(GATHER, ticks(three)).context["new_issue"]
    typed = {"title": "路灯不足", "summary": "多个小区反映", "unit": unit.pk}

    listed = client.get(address).context["about"]
    client.post(address, typed)

    assert sorted(row.pk for row in listed) == [row.pk for row in three]
    assert SystemicIssue.objects.get().links.standing().count() == 3


def test_an_issue_with_which_nothing_can_be_linked_is_not_opened(client, unit, supervisor, three):
    make_issue(*three, unit=unit, by=supervisor)
    client.force_login(supervisor)
    address = client.post(GATHER, ticks(three)).context["new_issue"]

    page = client.post(address, {"title": "又一个", "summary": "同样的", "unit": unit.pk})

    assert (page.status_code, SystemicIssue.objects.count()) == (422, 1)
    assert page.context["form"]["title"].value() == "又一个"


def test_only_what_one_sees_and_no_report_is_ticked(client, unit, supervisor, three):
    foreign = SuggestionFactory(accepted=True)
    three[0].classification = Classification.REPORT
    three[0].save()
    client.force_login(supervisor)

    page = client.post(GATHER, ticks([*three, foreign]))

    assert page.context["rows"] == three[1:]


def test_issues_of_other_units_and_answered_ones_are_not_offered(client, unit, supervisor, three):
    make_issue(unit=UnitFactory())
    SystemicIssue.objects.filter(pk=make_issue(unit=unit).pk).update(answered_at=NOW())
    mine = make_issue(unit=unit)
    client.force_login(supervisor)

    page = client.post(GATHER, ticks(three))

    assert list(page.context["form"].fields["issue"].queryset) == [mine]


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "javascript:alert(1)", ""])
def test_the_way_back_leads_nowhere_else(client, supervisor, three, back):
    client.force_login(supervisor)

    page = client.post(GATHER, ticks(three, back=back))

    assert page.context["back"] == reverse("systemic:list")


@pytest.mark.parametrize("address", ["/admin/handling/?state=accepted", "/admin/desk/?tab=all"])
def test_lists_offer_to_link_what_is_ticked(client, unit, three, address):
    handler = staff(Role.HANDLER, unit=unit)
    ClockFactory(suggestion=three[0], unit=unit, due_at=NOW() + timedelta(days=3))
    client.force_login(handler)

    page = client.get(address).content.decode()

    assert GATHER in page
    assert f'name="selected" value="{three[0].pk}"' in page


def shown(suggestion, person):
    found = panels_for(suggestion, person, on=timezone.localdate())
    names = {panel.template_name: panel.context for panel in found}
    return names.get("suggestions/systemic/panel.html")


def test_the_page_of_one_suggestion_leads_into_an_issue(client, unit, supervisor, three):
    handler = staff(Role.HANDLER, unit=unit)
    client.force_login(handler)

    page = client.get(reverse("handling:item", args=[three[0].receipt])).content.decode()

    assert GATHER in page
    assert shown(three[0], staff(Role.LEADER, unit=unit)) is None


def test_who_does_not_see_the_issue_gets_its_name_without_a_link(unit, three):
    above = UnitFactory()
    boss = staff(Role.SUPERVISOR, unit=above)
    boss.memberships.create(unit=unit, role=Role.SUPERVISOR, starts_on=timezone.localdate())
    make_issue(three[0], unit=above, by=boss)

    panel = shown(three[0], staff(Role.HANDLER, unit=unit))

    assert (panel["link"].issue.unit, panel["is_seen"]) == (above, False)


def test_an_issue_names_only_what_one_sees_and_counts_the_rest(client, unit, supervisor, three):
    other = UnitFactory()
    issue = make_issue(*three, unit=unit, by=supervisor)
    day = timezone.localdate() + timedelta(days=3)
    plan_action(issue, "补装路灯", unit=other, due_on=day, by=supervisor, at=NOW())
    client.force_login(staff(Role.HANDLER, unit=other))

    page = client.get(reverse("systemic:issue", args=[issue.pk]))

    assert (page.context["links"], page.context["linked"], page.context["others"]) == ([], 3, 3)
    assert three[0].title not in page.content.decode()


def test_the_list_counts_what_stands_and_costs_the_same_at_any_length(
    client, unit, supervisor, three
):
    make_issue(*three, unit=unit, by=supervisor)
    three[0].classification = Classification.REPORT
    three[0].save()
    client.force_login(supervisor)
    address = reverse("systemic:list")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        page = client.get(address)
    for _more in range(4):
        make_issue(unit=unit, by=supervisor)

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert [issue.linked for issue in page.context["window"].rows] == [2]
    assert len(many) == len(few)


def test_numbers_of_which_none_can_be_linked_are_given_back(client, unit, supervisor, three):
    issue = make_issue(three[0], unit=unit, by=supervisor)
    client.force_login(supervisor)
    address = reverse("systemic:deed", args=[issue.pk, "link"])
    SystemicLink.objects.all().delete()
    taken = make_issue(unit=unit, by=supervisor)
    link(taken, [three[0]], by=supervisor, at=NOW())

    page = client.post(address, {"link-receipts": three[0].receipt})

    assert page.status_code == 422
    assert three[0].receipt in page.content.decode()
