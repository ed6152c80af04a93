"""The desk of golden ideas: the list, one idea, planning, correcting, lapsing, showing."""

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.conversion.action import Action
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
from tests.suggestions.conversion.following import put_forward

IDEAS = reverse("conversion:ideas")
PLAN = {"what": "增设座椅", "due_on": "2099-05-01", "rhythm": "monthly"}


@pytest.fixture
def editor(client, here):
    client.force_login(here.editor)
    return here.editor


def address(name, row):
    return reverse(f"conversion:{name}", args=[row.pk])


def test_the_list_shows_own_ideas_with_their_actions(client, here, editor):
    foreign = GoldenIdeaFactory()

    text = client.get(IDEAS).content.decode()

    assert here.idea.suggestion.title in text
    assert "0 / 1" in text
    assert address("idea", foreign) not in text


def test_the_list_can_be_narrowed_as_the_figures_ask(client, here, editor):
    address_of = address("idea", here.idea)

    shown = client.get(IDEAS, {"unit": here.county.pk}).content.decode()
    narrowed = client.get(IDEAS, {"year": "2001", "stage": "lapsed"}).content.decode()

    assert (address_of in shown, address_of in narrowed) == (True, False)


def test_an_action_is_planned_with_partner_and_indicator(client, here, editor):
    partner = UnitFactory()
    data = PLAN | {
        "unit": here.office.pk,
        "co_unit_2": partner.pk,
        "indicator": "座椅",
        "indicator_unit": "把",
        "target": "20",
    }

    response = client.post(address("plan", here.idea), data)

    action = Action.objects.get(what="增设座椅")
    assert response.url == address("idea", here.idea)
    assert (action.unit, list(action.co_units.all())) == (here.office, [partner])
    assert (action.rhythm, action.indicator, action.target) == ("monthly", "座椅", 20)


@pytest.mark.parametrize(
    "fields",
    [
        {"what": ""},
        {"what": "长" * 201},
        {"unit": ""},
        {"unit": "999999"},
        {"due_on": "明年"},
        {"target": "很多"},
        {"rhythm": "daily"},
    ],
    ids=["nothing", "too long", "no unit", "no such unit", "no day", "no number", "no rhythm"],
)
def test_a_wrong_plan_comes_back_with_what_was_typed(client, here, editor, fields):
    data = PLAN | {"unit": here.office.pk}

    response = client.post(address("plan", here.idea), data | fields)

    form = response.context["plan_form"]
    assert list(form.errors) == list(fields)
    assert form["due_on"].value() == (data | fields)["due_on"]
    assert Action.objects.count() == 1


def test_a_plan_that_makes_no_sense_says_why(client, here, editor):
    data = PLAN | {"unit": here.office.pk, "target": "20"}

    response = client.post(address("plan", here.idea), data)

    assert response.context["plan_form"].non_field_errors()
    assert Action.objects.count() == 1


def test_an_action_is_changed(client, here, editor):
    shown = client.get(address("change_action", here.action))
    data = PLAN | {"what": "改过", "unit": here.office.pk}

    refused = client.post(address("change_action", here.action), data)
    client.post(address("change_action", here.action), data | {"reason": "材料未到"})

    assert shown.context["form"]["what"].value() == here.action.what
    assert refused.context["form"].non_field_errors()
    assert Action.objects.get().what == "改过"


def test_an_idea_is_called_lapsed_with_a_reason(client, here, editor):
    client.post(address("lapse", here.idea), {"note": "经费未落实"})

    assert here.state == State.LAPSED


def test_without_a_reason_nothing_lapses(client, here, editor):
    response = client.post(address("lapse", here.idea), {"note": ""})

    assert response.context["lapse_form"].errors
    assert here.state == State.ADOPTED


def test_the_second_conclusion_is_told(client, here, editor):
    client.post(address("lapse", here.idea), {"note": "经费未落实"})

    response = client.post(address("lapse", here.idea), {"note": "再来"})

    assert response.context["lapse_form"].non_field_errors()


def test_what_is_being_verified_does_not_lapse(client, here, editor):
    put_forward(here)

    response = client.post(address("lapse", here.idea), {"note": "再来"})

    assert response.context["lapse_form"].non_field_errors()
    assert here.state == State.ADOPTED


def test_an_idea_is_taken_off_the_site_and_shown_again(client, here, editor):
    client.post(address("show", here.idea), {"hide": "1"})
    assert not GoldenIdea.objects.get().public

    client.post(address("show", here.idea), {"show": "1"})
    assert GoldenIdea.objects.get().public


@pytest.mark.parametrize("role", Role)
def test_every_role_at_every_address_of_its_own_unit(client, here, role):
    client.force_login(staff(role, unit=here.county))
    pages = [
        *(IDEAS, reverse("conversion:todo"), reverse("conversion:figures")),
        *(address("idea", here.idea), address("report", here.action)),
    ]

    allowed = [client.get(page).status_code == 200 for page in pages]

    followers = {Role.EDITOR, Role.CHAIR, Role.HANDLER, Role.SUPERVISOR}
    assert allowed == [role in followers] * 5


def test_a_handler_plans_but_does_not_conclude(client, here):
    client.force_login(staff(Role.HANDLER, unit=here.county))

    page = client.get(address("idea", here.idea))
    client.post(address("lapse", here.idea), {"note": "x"})
    client.post(address("show", here.idea), {"hide": "1"})

    assert (page.context["may_plan"], page.context["may_conclude"]) == (True, False)
    assert GoldenIdea.objects.get().public
    assert here.state == State.ADOPTED


def test_the_unit_that_acts_does_not_replan(client, here):
    client.force_login(here.handler)

    client.post(address("change_action", here.action), PLAN | {"unit": here.office.pk})

    assert Action.objects.get().what == here.action.what


def test_foreign_ideas_and_actions_do_not_exist(client, here):
    proposal = put_forward(here)
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    reads = [("idea", here.idea), ("report", here.action), ("change_action", here.action)]
    writes = [("plan", here.idea), ("lapse", here.idea), ("propose", here.idea)]
    claims = [("verify", proposal), ("go_on", proposal)]

    codes = {client.get(address(*one)).status_code for one in reads + claims}
    codes |= {client.post(address(*one)).status_code for one in writes + claims}

    assert codes == {404}


def test_visitors_are_asked_to_sign_in(client):
    assert "/login/" in client.get(IDEAS).url


COSTS: dict[str, int] = {}


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_at_any_size(client, db, django_assert_max_num_queries, count):
    campaign = CampaignFactory(phase="reviewing")
    for _ in range(count):
        review = ReviewFactory(assignment=AssignmentFactory(campaign=campaign))
        ActionFactory(idea=GoldenIdeaFactory(review=review))
    client.force_login(staff(Role.EDITOR, unit=campaign.organiser))
    client.get(IDEAS)

    with django_assert_max_num_queries(25) as queries:
        response = client.get(IDEAS)

    assert len(response.context["object_list"]) == count
    assert len(queries) == COSTS.setdefault("list", len(queries))


@pytest.mark.parametrize("count", [1, 30])
def test_an_idea_costs_the_same_with_any_number_of_actions(
    client, db, django_assert_max_num_queries, count
):
    idea = GoldenIdeaFactory()
    ActionFactory.create_batch(count, idea=idea, unit=idea.suggestion.unit)
    client.force_login(staff(Role.EDITOR, unit=idea.suggestion.unit))
    client.get(address("idea", idea))

    with django_assert_max_num_queries(25) as queries:
        response = client.get(address("idea", idea))

    assert len(response.context["actions"]) == count
    assert len(queries) == COSTS.setdefault("idea", len(queries))


def test_reason_templates_are_for_editors_and_chairs(client, db):
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
