"""The desk of golden ideas."""

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.conversion.action import Action, ActionState
from suggestions.models import GoldenIdea, ReasonTemplate
from suggestions.states import State
from tests.factories import (
    ActionFactory,
    AssignmentFactory,
    CampaignFactory,
    GoldenIdeaFactory,
    ReviewFactory,
    UnitFactory,
    staff,
)

pytestmark = pytest.mark.django_db
IDEAS = reverse("conversion:ideas")


@pytest.fixture
def action():
    return ActionFactory()


@pytest.fixture
def idea(action):
    return action.idea


@pytest.fixture
def editor(client, idea):
    person = staff(Role.EDITOR, unit=idea.suggestion.unit)
    client.force_login(person)
    return person


def address(name, row):
    return reverse(f"conversion:{name}", args=[row.pk])


def test_the_list_shows_own_ideas_with_their_actions(client, idea, editor):
    foreign = GoldenIdeaFactory()

    text = client.get(IDEAS).content.decode()

    assert idea.suggestion.title in text
    assert "0 / 1" in text
    assert foreign.suggestion.title not in text


def test_an_action_is_planned(client, idea, editor):
    unit = UnitFactory()
    data = {"what": "增设座椅", "unit": unit.pk, "due_on": "2099-05-01"}

    response = client.post(address("plan", idea), data)

    assert response.url == address("idea", idea)
    assert Action.objects.get(what="增设座椅").unit == unit


@pytest.mark.parametrize(
    "fields",
    [{"what": ""}, {"what": "长" * 201}, {"unit": ""}, {"unit": "999999"}, {"due_on": "明年"}],
    ids=["nothing", "too long", "no unit", "no such unit", "no day"],
)
def test_a_wrong_plan_comes_back_with_what_was_typed(client, idea, editor, fields):
    data = {"what": "增设座椅", "unit": idea.suggestion.unit_id, "due_on": "2099-05-01"}

    response = client.post(address("plan", idea), data | fields)

    form = response.context["plan_form"]
    assert list(form.errors) == list(fields)
    assert form["due_on"].value() == (data | fields)["due_on"]
    assert Action.objects.count() == 1


def test_progress_is_reported(client, action, editor):
    data = {"state": "under_way", "text": "已经开工"}

    client.post(address("report", action), data)

    action.refresh_from_db()
    assert action.state == ActionState.UNDER_WAY
    assert "已经开工" in client.get(address("idea", action.idea)).content.decode()


@pytest.mark.parametrize("data", [{"text": ""}, {"state": "gone"}, {"text": "长" * 1001}])
def test_a_wrong_report_comes_back(client, action, editor, data):
    response = client.post(address("report", action), {"state": "done", "text": "x"} | data)

    assert list(response.context["form"].errors) == list(data)
    action.refresh_from_db()
    assert action.state == ActionState.PLANNED


def test_an_action_is_changed(client, action, editor):
    shown = client.get(address("change_action", action))
    data = {"what": "改过", "unit": action.unit_id, "due_on": "2099-05-01"}
    client.post(address("change_action", action), data)

    assert shown.context["form"]["what"].value() == action.what
    assert Action.objects.get().what == "改过"


def test_an_idea_is_concluded_with_a_note(client, idea, editor):
    data = {"outcome": "converted", "note": "已办结"}

    client.post(address("conclude", idea), data)

    idea.suggestion.refresh_from_db()
    assert idea.suggestion.state == State.CONVERTED


@pytest.mark.parametrize("data", [{"note": ""}, {"outcome": "kept"}, {"outcome": ""}])
def test_a_wrong_conclusion_comes_back(client, idea, editor, data):
    response = client.post(
        address("conclude", idea), {"outcome": "lapsed", "note": "逾期未落实"} | data
    )

    assert response.context["conclude_form"].errors
    idea.suggestion.refresh_from_db()
    assert idea.suggestion.state == State.ADOPTED


def test_the_second_conclusion_is_told(client, idea, editor):
    data = {"outcome": "converted", "note": "已办结"}
    client.post(address("conclude", idea), data)

    response = client.post(address("conclude", idea), data)

    assert response.context["conclude_form"].non_field_errors()


def test_an_idea_is_taken_off_the_site_and_shown_again(client, idea, editor):
    client.post(address("show", idea), {"hide": "1"})
    assert not GoldenIdea.objects.get().public

    client.post(address("show", idea), {"show": "1"})
    assert GoldenIdea.objects.get().public


@pytest.mark.parametrize("role", Role)
def test_every_role_at_every_address_of_its_own_unit(client, action, idea, role):
    client.force_login(staff(role, unit=idea.suggestion.unit))
    pages = [IDEAS, address("idea", idea), address("report", action)]

    allowed = [client.get(page).status_code == 200 for page in pages]

    assert allowed == [role in {Role.EDITOR, Role.CHAIR, Role.HANDLER}] * 3


def test_a_handler_plans_but_does_not_conclude(client, idea):
    client.force_login(staff(Role.HANDLER, unit=idea.suggestion.unit))

    page = client.get(address("idea", idea))
    client.post(address("conclude", idea), {"outcome": "converted", "note": "x"})
    client.post(address("show", idea), {"hide": "1"})

    assert (page.context["may_plan"], page.context["may_conclude"]) == (True, False)
    assert GoldenIdea.objects.get().public
    idea.suggestion.refresh_from_db()
    assert idea.suggestion.state == State.ADOPTED


def test_the_unit_that_acts_reports_but_does_not_replan(client, idea):
    acting = ActionFactory(idea=idea, unit=UnitFactory())
    client.force_login(staff(Role.HANDLER, unit=acting.unit))

    client.post(address("report", acting), {"state": "done", "text": "完成"})
    data = {"what": "改过", "unit": acting.unit_id, "due_on": "2099-05-01"}
    client.post(address("change_action", acting), data)

    acting.refresh_from_db()
    assert acting.state == ActionState.DONE
    assert acting.what != "改过"


def test_foreign_ideas_and_actions_do_not_exist(client, action, idea):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))

    codes = {
        client.get(address("idea", idea)).status_code,
        client.get(address("report", action)).status_code,
        client.get(address("change_action", action)).status_code,
        client.post(address("plan", idea)).status_code,
        client.post(address("conclude", idea)).status_code,
        client.post(address("show", idea)).status_code,
    }

    assert codes == {404}


COSTS: dict[str, int] = {}


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_at_any_size(client, django_assert_max_num_queries, count):
    campaign = CampaignFactory(phase="reviewing")
    for _ in range(count):
        review = ReviewFactory(assignment=AssignmentFactory(campaign=campaign))
        ActionFactory(idea=GoldenIdeaFactory(review=review))
    client.force_login(staff(Role.EDITOR, unit=campaign.organiser))
    client.get(IDEAS)

    with django_assert_max_num_queries(15) as queries:
        response = client.get(IDEAS)

    assert len(response.context["object_list"]) == count
    assert len(queries) == COSTS.setdefault("list", len(queries))


@pytest.mark.parametrize("count", [1, 30])
def test_an_idea_costs_the_same_with_any_number_of_actions(
    client, django_assert_max_num_queries, count
):
    idea = GoldenIdeaFactory()
    ActionFactory.create_batch(count, idea=idea, unit=idea.suggestion.unit)
    client.force_login(staff(Role.EDITOR, unit=idea.suggestion.unit))
    client.get(address("idea", idea))

    with django_assert_max_num_queries(15) as queries:
        response = client.get(address("idea", idea))

    assert len(response.context["actions"]) == count
    assert len(queries) == COSTS.setdefault("idea", len(queries))


def test_reason_templates_are_for_editors_and_chairs(client):
    unit = UnitFactory()
    allowed = {}
    for role in Role:
        client.force_login(staff(role, unit=unit))
        response = client.get(reverse("reason_templates:index"))
        allowed[role] = response.status_code == 200

    assert {role for role, ok in allowed.items() if ok} == {Role.EDITOR, Role.CHAIR}


def test_a_chair_writes_a_reason_template(client, editor):
    data = {"name": "条件不成熟", "outcome": "not_adopted", "text": "“{title}”暂不采纳"}

    response = client.post(reverse("reason_templates:add"), data)

    assert response.status_code == 302
    assert ReasonTemplate.objects.get().text == "“{title}”暂不采纳"
