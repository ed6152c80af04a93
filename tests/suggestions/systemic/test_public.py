"""What citizens find of systemic issues: the list, and the way there from their suggestions."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.states import Classification
from suggestions.systemic.answering import hide, show
from suggestions.systemic.gathering import unlink
from tests.factories import SuggestionFactory, make_issue, staff

pytestmark = pytest.mark.django_db
LIST = "suggestions:systemic_issues"


@pytest.fixture
def published(campaign):
    return SuggestionFactory(campaign=campaign, published=True)


@pytest.fixture
def publisher(unit):
    return staff(Role.PUBLISHER, unit=unit)


@pytest.fixture
def issue(published, three, unit, publisher):
    issue = make_issue(published, *three, unit=unit)
    show(issue, by=publisher, at=timezone.now())
    return issue


def content(client, name, *keys):
    return client.get(reverse(name, args=keys)).content.decode()


def test_the_list_names_issues_on_the_site_only(client, issue, unit):
    hidden = make_issue(unit=unit)
    page = client.get(reverse(LIST))

    assert [(row, row.linked) for row in page.context["page_of_issues"].rows] == [(issue, 4)]
    assert reverse("suggestions:systemic_issue", args=[hidden.pk]) not in page.content.decode()


def test_reports_count_nowhere(client, issue, three):
    three[0].classification = Classification.REPORT
    three[0].save()

    assert client.get(reverse(LIST)).context["page_of_issues"].rows[0].linked == 3


def test_the_suggestion_and_the_list_lead_there(client, issue, published):
    assert issue.get_absolute_url() in content(client, "suggestions:detail", published.receipt)
    assert reverse(LIST) in content(client, "suggestions:list")


def test_nothing_leads_to_what_is_off_the_site(client, issue, published, publisher):
    hide(issue, by=publisher, at=timezone.now())

    assert issue.get_absolute_url() not in content(client, "suggestions:detail", published.receipt)
    assert reverse(LIST) not in content(client, "suggestions:list")


def test_what_was_taken_out_stands_in_none(client, issue, published, supervisor):
    unlink(issue.links.get(suggestion=published), by=supervisor, at=timezone.now())

    assert issue.get_absolute_url() not in content(client, "suggestions:detail", published.receipt)


def test_a_list_without_issues_says_when_there_are_some(client, campaign):
    assert reverse("suggestions:list") in content(client, LIST)


def test_the_list_costs_the_same_at_any_length(
    client, issue, unit, publisher, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15) as few:
        client.get(reverse(LIST))
    for _one in range(25):
        show(make_issue(unit=unit), by=publisher, at=timezone.now())
    with django_assert_max_num_queries(len(few)):
        page = client.get(reverse(LIST))

    assert len(page.context["page_of_issues"].rows) == 20
