"""Yearly lists: an editor makes them of actions, in order; visitors see how far they are."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.conversion.action import ActionState
from suggestions.conversion.commitments.listing import make_list, publish_list, set_items
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.reporting import Report, report_progress
from suggestions.models import CommitmentList
from tests.factories import ActionFactory, GoldenIdeaFactory, UnitFactory, home_page, staff
from tests.suggestions.conversion.following import NOW

LISTS = reverse("suggestions:commitment_lists")


@pytest.fixture
def promised(here):
    """A list of two actions, the later one first; not published."""
    home_page()
    second = ActionFactory(idea=here.idea, unit=here.office)
    made = make_list(2026, "十件实事甲", "说明", here.county, by=here.editor, at=NOW())
    set_items(made, [second, here.action], by=here.editor, at=NOW())
    return made


def publish(here, promised, published=True):
    publish_list(promised, published, by=here.editor, at=NOW())


def test_the_items_are_in_the_editors_order_each_once(here, promised):
    actions = [item.action for item in promised.items.all()]
    assert actions[-1] == here.action

    set_items(promised, [here.action, actions[0], here.action], by=here.editor, at=NOW())

    assert [item.action for item in promised.items.all()] == [here.action, actions[0]]


def test_a_list_is_seen_when_it_is_published(client, here, promised):
    url = promised.get_absolute_url()
    assert "十件实事甲" not in client.get(LISTS).content.decode()
    assert client.get(url).status_code == 404

    publish(here, promised)

    assert "十件实事甲" in client.get(LISTS).content.decode()
    assert here.action.what in client.get(url).content.decode()

    publish(here, promised, published=False)

    assert client.get(url).status_code == 404


def test_the_page_and_the_feed_show_the_progress(client, here, promised):
    publish(here, promised)
    report = Report(ActionState.DONE, "全部完成甲")
    report_progress(here.action, report, by=here.handler, at=NOW())

    text = client.get(promised.get_absolute_url()).content.decode()
    feed = client.get(reverse("suggestions:commitments_feed", args=[promised.pk]))

    assert "1/2" in text
    assert "1/2" in client.get(LISTS).content.decode()
    assert "全部完成甲" in feed.content.decode()


def test_actions_of_hidden_ideas_are_left_out(client, here, promised):
    publish(here, promised)
    hidden = ActionFactory(idea=GoldenIdeaFactory())
    set_items(promised, [here.action, hidden], by=here.editor, at=NOW())
    hidden.idea.public = False
    hidden.idea.save()

    text = client.get(promised.get_absolute_url()).content.decode()

    assert (hidden.what in text, "0/1" in text) == (False, True)


def test_an_empty_list_is_not_published(here, promised):
    set_items(promised, [], by=here.editor, at=NOW())

    with pytest.raises(FollowUpRefused):
        publish(here, promised)


def test_one_list_of_a_name_for_a_year(here, promised):
    with pytest.raises(FollowUpRefused):
        make_list(2026, "十件实事甲", "", here.county, by=here.editor, at=NOW())

    assert CommitmentList.objects.count() == 1


@pytest.mark.parametrize("role", Role)
def test_editors_alone_keep_lists(here, promised, role):
    person = staff(role, unit=here.county)
    attempts = [
        lambda: make_list(2027, "乙", "", here.county, by=person, at=NOW()),
        lambda: set_items(promised, [here.action], by=person, at=NOW()),
        lambda: publish_list(promised, True, by=person, at=NOW()),
    ]

    for attempt in attempts:
        if role == Role.EDITOR:
            attempt()
        else:
            with pytest.raises(PermissionDenied):
                attempt()


def test_editors_of_other_units_keep_none_here(here, promised):
    for unit in (UnitFactory(), here.office, UnitFactory(parent=here.county)):
        with pytest.raises(PermissionDenied):
            publish_list(promised, True, by=staff(Role.EDITOR, unit=unit), at=NOW())

    publish_list(promised, True, by=staff(Role.EDITOR, unit=here.city), at=NOW())


@pytest.mark.parametrize("count", [1, 40])
def test_a_list_costs_the_same_at_any_length(
    client, here, promised, count, django_assert_max_num_queries
):
    actions = ActionFactory.create_batch(count, idea=here.idea, unit=here.office)
    set_items(promised, actions, by=here.editor, at=NOW())
    publish(here, promised)
    client.get(LISTS)

    with django_assert_max_num_queries(15) as queries:
        text = client.get(promised.get_absolute_url()).content.decode()

    assert text.count("commitment-title") == count
    assert len(queries) == QUERIES.setdefault("list", len(queries))


QUERIES: dict[str, int] = {}
"""What the first length cost: the other must cost the same."""
