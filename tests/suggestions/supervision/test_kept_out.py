"""Who has an interest in a suggestion meets it nowhere in supervision; its unit gets none."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.handling.exclusion.declaring import Party, declare_interest
from suggestions.instructions.instructing import Written, instruct
from suggestions.instructions.refusals import InstructionRefused
from suggestions.models import Instruction
from suggestions.supervision.conference.deciding import call_sitting, decide
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.leading.taking_on import Plan, make_plan
from suggestions.supervision.refusals import SupervisionRefused
from tests.factories import make_case, staff

pytestmark = pytest.mark.django_db


def keep_out(world, **party):
    declare_interest(
        world.suggestion, Party(**party), reason="系近亲属", by=world.supervisor, at=world.now
    )


def again(user):
    """The person as the next request meets them."""
    return get_user_model().objects.get(pk=user.pk)


def instructed(world, *units):
    leader = staff(Role.LEADER, unit=world.bureau)
    written = Written("请抓紧", world.today, units or (world.bureau,))
    return instruct(world.suggestion, leader, written, by=leader, at=world.now)


def sitting_on(world):
    item = put_on_agenda(
        world.suggestion, by=world.leader, at=world.now, question="谁办", conference=world.city
    )
    sitting = call_sitting(
        world.city,
        held_at=world.now,
        place="三楼",
        chair="副市长",
        attendees=[world.bureau, world.other],
        items=[item],
        by=world.leader,
        at=world.now,
    )
    return sitting, item


def test_who_has_an_interest_sees_no_instruction_on_it(client, world):
    row = instructed(world)
    keep_out(world, user=world.handler)

    seen = Instruction.objects.visible_to(again(world.handler), on=world.today)

    assert not seen.exists()
    client.force_login(world.handler)
    page = reverse("instructions:instruction", args=[row.pk])
    assert client.get(page).status_code == 404


def test_a_unit_with_an_interest_is_instructed_about_nothing(world):
    keep_out(world, unit=world.other)

    with pytest.raises(InstructionRefused):
        instructed(world, world.other)


def test_who_has_an_interest_reads_it_on_no_agenda(client, world):
    sitting, _item = sitting_on(world)
    keep_out(world, user=world.stranger)
    client.force_login(world.stranger)

    page = client.get(reverse("supervision:sitting", args=[sitting.pk]))

    assert list(page.context["items"]) == []
    assert world.suggestion.title not in page.content.decode()


def test_a_unit_with_an_interest_is_given_no_decision_and_no_plan(world):
    _sitting, item = sitting_on(world)
    case = make_case(world.suggestion, by=world.supervisor, leader=world.leader)
    keep_out(world, unit=world.other)

    with pytest.raises(SupervisionRefused):
        decide(item, "办", owner=world.other, due_on=world.soon, by=world.leader, at=world.now)
    plan = Plan("管网老化", "改造", world.other, "局长", world.soon)
    with pytest.raises(SupervisionRefused):
        make_plan(case, plan, by=world.leader, at=world.now)
