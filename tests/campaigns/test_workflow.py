import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import PageViewRestriction, Workflow

from campaigns.approval import DifferentPersonTask
from campaigns.pages import CampaignPage
from portal.home.pages import ContentPage
from portal.organisation.membership import Role
from tests.campaigns.editing import typed_campaign, typed_phase
from tests.factories import CampaignFactory, UnitFactory, UserFactory, home_page, staff

pytestmark = pytest.mark.django_db
REFUSED = [reverse("wagtailadmin_home")] * 2
"""Where Wagtail sends those who may not, asking or answering."""
PRIVACY_BUTTON = 'data-a11y-dialog-show="set-privacy"'


@pytest.fixture
def campaign():
    """A campaign that an editor has sent into the workflow."""
    made = CampaignFactory(live=False)
    made.save_revision()
    made.get_workflow().start(made, user=None)
    made.refresh_from_db()
    return made


@pytest.fixture
def people():
    """Four people who may approve any step."""
    unit = UnitFactory()
    return [staff(Role.EDITOR, Role.PUBLISHER, unit=unit) for _ in range(4)]


def approve(campaign, person):
    """`person` approves the step at hand."""
    state = campaign.current_workflow_task_state
    state.task.specific.on_action(state, person, "approve")
    campaign.refresh_from_db()


def step(campaign):
    """The name of the step at hand, or nothing once the workflow is over."""
    task = campaign.current_workflow_task
    return task.name if task else None


def test_every_page_goes_through_three_approvals_by_default():
    workflow = CampaignFactory().get_workflow()

    assert workflow.name == "三审三校"
    assert [task.name for task in workflow.tasks] == ["初审", "复审", "终审"]
    assert Workflow.objects.active().count() == 1


def test_campaign_is_published_by_the_third_of_three_people(campaign, people):
    steps = []
    for person in people[:3]:
        steps.append((step(campaign), campaign.live))
        approve(campaign, person)

    assert steps == [("初审", False), ("复审", False), ("终审", False)]
    assert campaign.live


def test_nobody_approves_two_steps(campaign, people):
    approve(campaign, people[0])

    with pytest.raises(PermissionDenied):
        approve(campaign, people[0])

    assert step(campaign) == "复审"


def test_first_approver_may_not_come_back_for_the_third_step(campaign, people):
    approve(campaign, people[0])
    approve(campaign, people[1])

    with pytest.raises(PermissionDenied):
        approve(campaign, people[0])

    assert not campaign.live


def test_not_even_an_administrator_approves_two_steps(campaign):
    administrator = UserFactory(is_superuser=True)
    approve(campaign, administrator)

    with pytest.raises(PermissionDenied):
        approve(campaign, administrator)


def test_who_has_approved_is_offered_no_further_action_and_cannot_edit(campaign, people):
    approve(campaign, people[0])
    task = campaign.current_workflow_task

    assert task.get_actions(campaign, people[0]) == []
    assert task.locked_for_user(campaign, people[0])
    assert [name for name, _label, _form in task.get_actions(campaign, people[1])] == [
        "reject",
        "approve",
        "approve",
    ]
    assert not task.locked_for_user(campaign, people[1])


def test_text_sent_back_is_taken_up_by_the_one_who_sent_it_back(campaign, people):
    approve(campaign, people[0])
    state = campaign.current_workflow_task_state
    state.task.specific.on_action(state, people[1], "reject")
    campaign.current_workflow_state.resume(user=None)

    approve(campaign, people[1])

    assert step(campaign) == "终审"


def test_approvals_of_an_earlier_run_do_not_count(campaign, people):
    for person in people[:3]:
        approve(campaign, person)
    campaign.get_workflow().start(campaign, user=None)

    approve(campaign, people[1])

    assert step(campaign) == "复审"


def test_publishers_do_not_take_the_first_step_nor_editors_the_last(campaign):
    unit = UnitFactory()
    editor, publisher = (staff(role, unit=unit) for role in (Role.EDITOR, Role.PUBLISHER))
    first, _second, last = campaign.get_workflow().tasks

    assert first.specific.get_actions(campaign, publisher) == []
    assert last.specific.get_actions(campaign, editor) == []


def test_office_with_one_editor_keeps_one_step(people):
    for task in DifferentPersonTask.objects.exclude(name="终审"):
        task.deactivate()
    campaign = CampaignFactory(live=False)
    campaign.save_revision()
    campaign.get_workflow().start(campaign, user=people[0])
    campaign.refresh_from_db()

    approve(campaign, people[0])

    assert campaign.live


def test_editor_cannot_publish_past_the_workflow(client):
    campaign = CampaignFactory(live=False)
    editor = staff(Role.EDITOR, unit=UnitFactory())

    assert not campaign.permissions_for_user(editor).can_publish()
    assert campaign.permissions_for_user(editor).can_submit_for_moderation()


def test_approving_in_the_admin_is_refused_the_second_time(client, campaign, people):
    client.force_login(people[0])

    for _ in range(2):
        state = campaign.current_workflow_task_state
        address = reverse(
            "wagtailadmin_pages:workflow_action", args=[campaign.pk, "approve", state.pk]
        )
        client.post(address, {"comment": ""})
        campaign.refresh_from_db()

    assert step(campaign) == "复审"


@pytest.mark.parametrize(("superuser", "may"), [(False, False), (True, True)])
def test_nobody_publishes_past_the_workflow_but_a_superuser_in_need(superuser, may):
    unit = UnitFactory()
    person = staff(Role.EDITOR, Role.PUBLISHER, unit=unit, is_superuser=superuser)
    campaign = CampaignFactory()

    at_page = campaign.permissions_for_user(person)
    above = campaign.get_parent().permissions_for_user(person)

    assert (at_page.can_publish(), above.can_publish_subpage()) == (may, may)
    assert at_page.can_unpublish()


@pytest.mark.parametrize("superuser", [False, True])
@pytest.mark.parametrize("level", ["campaign", "index", "home"])
def test_calls_and_the_pages_above_them_are_restricted_by_nobody(client, superuser, level):
    index = CampaignFactory().get_parent().specific
    page = {"campaign": CampaignPage.objects.get(), "index": index, "home": home_page()}[level]
    person = staff(Role.EDITOR, Role.PUBLISHER, unit=UnitFactory(), is_superuser=superuser)
    client.force_login(person)
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])

    asked = [client.get(address), client.post(address, {"restriction_type": "login"})]
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert [answer.url for answer in asked] == REFUSED
    assert not PageViewRestriction.objects.exists()
    assert PRIVACY_BUTTON not in editor


def test_other_pages_are_restricted_by_publishers_and_hold_no_campaigns(client):
    page = home_page().add_child(instance=ContentPage(title="内部说明", slug="inside"))
    client.force_login(staff(Role.PUBLISHER, Role.EDITOR, unit=UnitFactory()))

    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    client.post(address, {"restriction_type": "login"})
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert PageViewRestriction.objects.get().page_id == page.pk
    assert PRIVACY_BUTTON in editor
    assert not CampaignFactory().get_parent().specific.can_move_to(page)


def test_a_request_to_publish_makes_a_draft_and_the_button_is_not_even_offered(client, people):
    campaign = CampaignFactory(live=False)
    client.force_login(people[0])
    edit = reverse("wagtailadmin_pages:edit", args=[campaign.pk])

    typed = typed_campaign(typed_phase("collecting", -1, 5), **{"action-publish": "Publish"})
    client.post(edit, typed)
    page = client.get(edit).content.decode()

    campaign.refresh_from_db()
    assert (campaign.live, campaign.get_latest_revision_as_object().title) == (False, "雨天出行")
    assert 'name="action-submit"' in page
    assert 'name="action-publish"' not in page


def test_office_without_a_workflow_publishes_directly(people):
    campaign = CampaignFactory()
    campaign.get_workflow().deactivate()

    assert campaign.permissions_for_user(people[0]).can_publish()
