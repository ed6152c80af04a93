"""Choosing units and ideas at the desk: among thousands, and at the same cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import Delegation
from suggestions.instructions.desk import forms
from suggestions.instructions.reporting import draft_report, put_in, send_report
from suggestions.intake.receipts import new_receipt
from suggestions.models import Instruction
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory

pytestmark = pytest.mark.django_db
MANY = 20


def url(name, *keys):
    return reverse(f"instructions:{name}", args=keys)


@pytest.fixture
def report(world):
    about = (world.unit, world.leader, world.today - timedelta(days=30), world.today)
    return draft_report("专报", *about, by=world.editor, at=world.now)


@pytest.fixture
def adopted(world):
    campaign = CampaignFactory(organiser=world.unit)

    def make():
        receipt = new_receipt(world.today)
        return SuggestionFactory(
            campaign=campaign, published=True, state=State.ADOPTED, receipt=receipt
        )

    return make


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.usefixtures("standing_clock")
def test_a_sent_report_costs_the_same_for_one_idea_and_for_twenty(client, world, adopted):
    about = (world.unit, world.leader, world.today - timedelta(days=30), world.today)
    client.force_login(world.leader)
    costs = []
    for count in (1, MANY):
        row = draft_report("专报", *about, by=world.editor, at=world.now)
        for _number in range(count):
            put_in(row, adopted(), "摘要", by=world.editor, at=world.now)
        send_report(row, by=world.editor, at=world.now)
        costs.append(cost(client, url("report", row.pk)))

    assert costs[0] == costs[1]


def test_no_page_lists_every_unit(client, world, report, adopted):
    far = UnitFactory(parent=world.unit, name="很远的一个处室")
    put_in(report, adopted(), "摘要", by=world.editor, at=world.now)
    send_report(report, by=world.editor, at=world.now)
    client.force_login(world.leader)

    for address in (url("report", report.pk), url("write", world.suggestion.receipt)):
        text = client.get(address).content.decode()
        assert far.name not in text
        assert "chooser" in text


def test_an_instruction_goes_to_each_of_its_units_once(client, world):
    inner = UnitFactory(parent=world.unit)
    client.force_login(world.leader)
    data = {"leader": world.leader.pk, "text": "请研究", "given_on": world.today.isoformat()}
    units = {"unit_1": world.unit.pk, "unit_2": inner.pk, "unit_3": world.unit.pk}

    client.post(url("write", world.suggestion.receipt), data | units)

    assert set(Instruction.objects.get().units.all()) == {world.unit, inner}


def test_units_of_another_tree_are_refused(client, world):
    client.force_login(world.leader)
    data = {"leader": world.leader.pk, "text": "请研究", "given_on": world.today.isoformat()}

    answer = client.post(url("write", world.suggestion.receipt), data | {"unit_1": world.bureau.pk})

    assert list(answer.context["form"].errors) == ["unit_1"]


def test_the_list_of_ideas_is_bounded_and_the_rest_go_in_by_their_number(
    client, world, report, adopted, monkeypatch
):
    monkeypatch.setattr(forms, "MOST_OFFERED", 2)
    ideas = [adopted() for _number in range(4)]
    client.force_login(world.editor)
    page = url("report", report.pk)
    offered = [
        key for key, _label in client.get(page).context["put_in"].fields["suggestion"].choices
    ]
    assert len(offered) == 3
    left_out = [idea for idea in ideas if idea.pk not in offered]

    by_number = {"receipt": f" {left_out[0].receipt.lower()} ", "summary": "凭编号"}
    client.post(url("put_in", report.pk), by_number)
    client.post(url("put_in", report.pk), {"suggestion": left_out[1].pk, "summary": "凭选择"})

    assert {item.suggestion for item in report.items.all()} == set(left_out[:2])


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("foreign", "receipt"), ("other", "receipt"), ("nothing", "suggestion")],
)
def test_a_wrong_choice_of_an_idea_comes_back_with_the_summary(
    client, world, report, adopted, typed, wrong
):
    chosen, other = adopted(), adopted()
    data = {
        "foreign": {"receipt": SuggestionFactory(state=State.ADOPTED).receipt},
        "other": {"suggestion": chosen.pk, "receipt": other.receipt},
        "nothing": {},
    }[typed]
    client.force_login(world.editor)

    answer = client.post(url("put_in", report.pk), data | {"summary": "写好的摘要"})

    assert list(answer.context["put_in"].errors) == [wrong]
    assert "写好的摘要" in answer.content.decode()
    assert not report.items.exists()


def test_who_acts_for_an_absent_leader_is_offered_beside_the_leader(world):
    today = world.today
    Delegation.objects.create(
        membership=world.leader.memberships.get(),
        to=world.editor,
        starts_on=today,
        ends_on=today,
        made_at=world.now,
    )

    assert set(forms.leaders_of(world.unit, on=today)) == {world.leader, world.editor}
    assert set(forms.leaders_of(world.unit, on=today + timedelta(days=1))) == {world.leader}
